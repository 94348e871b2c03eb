using System.Collections.Immutable;
using System.Text.Json;

namespace Emergency.Engine.Tests.Reference.Simulation;

internal sealed record OpenTask(DateTimeOffset Due, int Need);

internal sealed record TakeTask;

internal sealed record Remind(DateTimeOffset At);

internal sealed record Note(bool Stocked);

internal sealed record Reserve(string Task, int Number);

internal sealed record Opened(DateTimeOffset Due, int Need);

internal sealed record Planned(int Need);

internal sealed record Taken;

internal sealed record Reminded(int Count, DateTimeOffset? Due);

internal sealed record Noted(bool Stocked);

internal sealed record Reserved(string Task, int Number);

/// <summary>A task with a due time until somebody takes it; it asks a stock for goods and is told what came of it.</summary>
internal sealed record SimTask(bool Open, int Need, DateTimeOffset? Due, bool Taken, int Reminders, bool? Stocked)
{
    public static readonly SimTask None = new(false, 0, null, false, 0, null);
}

/// <summary>The rest, and how much for whom. The same again is more: only the command id tells a retry.</summary>
internal sealed record SimStock(int Left, ImmutableDictionary<string, int> For);

internal sealed class TaskRules : IDecider
{
    public const int MostReminders = 3;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    public string Kind => "task";
    public object Initial => SimTask.None;

    public Decided Decide(object state, object command) =>
        ((SimTask)state, command) switch
        {
            ({ Open: true }, OpenTask) => No("task.open"),
            (_, OpenTask c) => new Decided.Events([new Opened(c.Due, c.Need), new Planned(c.Need)]),
            ({ Open: false }, _) => No("task.unknown"),
            ({ Taken: true }, TakeTask) => new Decided.Nothing(),
            (_, TakeTask) => new Decided.Events([new Taken()]),
            (var task, Remind c) when task.Due is null || c.At < task.Due => new Decided.Nothing(),
            (var task, Remind c) => new Decided.Events([
                new Reminded(task.Reminders + 1, task.Reminders + 1 < MostReminders ? c.At + Again : null),
            ]),
            ({ Stocked: not null }, Note) => new Decided.Nothing(),
            (_, Note c) => new Decided.Events([new Noted(c.Stocked)]),
            _ => throw new InvalidOperationException($"unforeseen: {command}"),
        };

    public object Evolve(object state, object happened) =>
        ((SimTask)state, happened) switch
        {
            (var task, Opened e) => task with { Open = true, Need = e.Need, Due = e.Due },
            (var task, Planned) => task,
            (var task, Taken) => task with { Taken = true, Due = null },
            (var task, Reminded e) => task with { Reminders = e.Count, Due = e.Due },
            (var task, Noted e) => task with { Stocked = e.Stocked },
            _ => throw new InvalidOperationException($"unforeseen: {happened}"),
        };

    private static Decided.Refused No(string code) => new(new Refusal(code, []));
}

internal sealed class StockRules : IDecider
{
    public const string Short = "stock.short";
    public const int AtFirst = 6;

    public string Kind => "stock";
    public object Initial => new SimStock(AtFirst, ImmutableDictionary<string, int>.Empty);

    public Decided Decide(object state, object command) =>
        ((SimStock)state, (Reserve)command) switch
        {
            (var stock, var c) when stock.Left < c.Number => new Decided.Refused(new Refusal(Short, [])),
            (_, var c) => new Decided.Events([new Reserved(c.Task, c.Number)]),
        };

    public object Evolve(object state, object happened) =>
        ((SimStock)state, (Reserved)happened) is var (stock, e)
            ? new SimStock(stock.Left - e.Number, stock.For.SetItem(e.Task, stock.For.GetValueOrDefault(e.Task) + e.Number))
            : state;
}

/// <summary>Each event under its own name.</summary>
internal sealed class SimForms : IForms
{
    private static readonly Type[] Events =
    [
        typeof(Opened),
        typeof(Planned),
        typeof(Taken),
        typeof(Reminded),
        typeof(Noted),
        typeof(Reserved),
    ];

    public (string Form, ReadOnlyMemory<byte> Bytes) Write(object happened) =>
        (happened.GetType().Name, JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType()));

    public object Read(string form, ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, Events.Single(e => e.Name == form))!;
}
