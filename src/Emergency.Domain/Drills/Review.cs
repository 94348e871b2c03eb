using static Emergency.Domain.Decision;

namespace Emergency.Domain.Drills;

/// <summary>讲评完成: by whom, when, and the reasons why late or missed actions need no improvement. After it no observation is changed;
/// improvements go on.</summary>
public sealed record Evaluation(ListOf<Explained> Explained, Sealed? Words, By By, DateTimeOffset At);

/// <param name="Expected">Action that was late or missed.</param>
/// <param name="Why">Reason why no improvement is needed, sealed under the drill's key.</param>
public sealed record Explained(string Expected, Sealed Why);

/// <summary>Form of one observer (观察员评估表).</summary>
/// <param name="Words">Name of the observer and all texts, sealed under the drill's key.</param>
public sealed record Sheet(ListOf<SheetMark> Marks, Sealed Words, By By, DateTimeOffset At);

/// <param name="Item">Item of <see cref="ObserverForm"/>.</param>
public sealed record SheetMark(string Item, SheetGrade Grade);

/// <summary>Command to a drill once it has begun: to observe, judge or improve.</summary>
public abstract record ReviewCommand : DrillCommand;

/// <summary>Replaces the whole sheet; each observer has one, under the own account.</summary>
public sealed record FillSheet(ListOf<SheetMark> Marks, Sealed Words, By By, DateTimeOffset At) : ReviewCommand;

/// <param name="Faults">Actions that were late or missed, as judged; each needs an improvement or the reason why not.</param>
public sealed record EvaluateDrill(ListOf<string> Faults, ListOf<Explained> Explained, Sealed? Words, By By, DateTimeOffset At)
    : ReviewCommand;

public abstract record ReviewEvent : DrillEvent;

[Stored("drill.sheet-filled.v1")]
public sealed record SheetFilled(ListOf<SheetMark> Marks, Sealed Words, By By, DateTimeOffset At) : ReviewEvent;

[Stored("drill.evaluated.v1")]
public sealed record DrillEvaluated(ListOf<Explained> Explained, Sealed? Words, By By, DateTimeOffset At) : ReviewEvent;

internal static class Reviewing
{
    public static Decision Decide(Drill state, ReviewCommand command) =>
        command switch
        {
            _ when state.Start is null => Reject(Drill.NotRunning),
            ImprovementCommand c => Improving.Decide(state.Improvements, c),
            FillSheet c => state.Evaluation is null ? new SheetFilled(c.Marks, c.Words, c.By, c.At) : Reject(Drill.Evaluated),
            EvaluateDrill when state.Stage != DrillStage.Ended => Reject(Drill.NotEnded),
            EvaluateDrill when state.Evaluation is not null => Reject(Drill.Evaluated),
            EvaluateDrill c => c.Faults.Where(fault => !Answered(state, c, fault)).ToList() is { Count: > 0 } open
                ? Reject(Drill.Unanswered, string.Join(", ", open))
                : new DrillEvaluated(c.Explained, c.Words, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static Drill Evolve(Drill state, ReviewEvent happened) =>
        happened switch
        {
            ImprovementEvent e => Improving.Evolve(state.Improvements.GetValueOrDefault(e.Item), e) is { } item
                ? state with
                {
                    Improvements = state.Improvements.SetItem(e.Item, item),
                }
                : state,
            SheetFilled e => state with { Sheets = state.Sheets.SetItem(e.By.Account, new(e.Marks, e.Words, e.By, e.At)) },
            DrillEvaluated e => state with { Evaluation = new(e.Explained, e.Words, e.By, e.At) },
            _ => throw new Unforeseen(happened),
        };

    private static bool Answered(Drill state, EvaluateDrill command, string fault) =>
        command.Explained.Any(one => one.Expected == fault)
        || state.Improvements.Values.Any(one => one.Facts.To == Belonging.Action && one.Facts.Of == fault);
}
