using Spectre.Console;

namespace Emergency.Drills.Playing;

/// <summary>Results per objective; one printed line per step with due and actual time.</summary>
public sealed class Score(IReadOnlyList<string> objectives)
{
    private readonly List<(string Objective, string Title, bool Held, string? Fault)> _lines = [];
    private readonly Lock _gate = new();

    public int Held
    {
        get
        {
            lock (_gate)
                return _lines.Count(line => line.Held);
        }
    }
    public int Failed
    {
        get
        {
            lock (_gate)
                return _lines.Count(line => !line.Held);
        }
    }

    /// <param name="due">Seconds after its inject at which it is due; null for an act.</param>
    /// <param name="actual">Seconds after its inject at which it was seen or done.</param>
    public void Add(string? objective, string title, TimeSpan? due, TimeSpan? within, TimeSpan? actual, string? fault)
    {
        lock (_gate)
            _lines.Add((objective ?? objectives.FirstOrDefault() ?? "", title, fault is null, fault));
        var mark = fault is null ? "[green]✓[/]" : "[red]✕[/]";
        var times = due is null ? $"{Seconds(actual), 8}" : $"due {Seconds(due)} … {Seconds(due + within)}, seen {Seconds(actual)}";
        AnsiConsole.MarkupLine(
            $"{mark} {Markup.Escape(title)}  [grey]{Markup.Escape(times)}[/]{(fault is null ? "" : $"\n    [red]{Markup.Escape(fault)}[/]")}"
        );
    }

    public void Print(TimeSpan took)
    {
        AnsiConsole.WriteLine();
        lock (_gate)
            foreach (var group in _lines.GroupBy(line => line.Objective, StringComparer.Ordinal).OrderBy(group => IndexOf(group.Key)))
                AnsiConsole.MarkupLine($"{Markup.Escape(group.Key.PadRight(24))} {group.Count(line => line.Held), 4} of {group.Count()}");
        AnsiConsole.MarkupLine(
            $"[bold]{(Failed == 0 ? "[green]held[/]" : "[red]not held[/]")}[/]: {Held} of {Held + Failed} ({100.0 * Held / Math.Max(1, Held + Failed):F1} %) in {took.TotalSeconds:F1} s"
        );
    }

    private int IndexOf(string objective) => objectives.ToList().IndexOf(objective);

    private static string Seconds(TimeSpan? time) => time is { } span ? $"{span.TotalSeconds:F2} s" : "never";
}
