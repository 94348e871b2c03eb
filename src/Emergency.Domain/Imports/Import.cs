using static Emergency.Domain.Decision;

namespace Emergency.Domain.Imports;

/// <summary>One register file whose rows need several commands (kind "import", key = its id): either all of it is there, or nothing. Whoever began it and did not finish is taken back; the same request begins anew, as the next attempt.</summary>
/// <param name="Attempt">1, 2, 3 …; 0 before the first.</param>
public sealed record Import(ImportStage Stage, int Attempt)
{
    public static readonly Code OutOfTurn = new("import.out-of-turn"),
        TakenBack = new("import.taken-back");
    public static readonly Import None = new(ImportStage.None, 0);

    public static Decision Decide(Import state, Command command) =>
        command switch
        {
            BeginImport c when c.Attempt <= state.Attempt => Nothing,
            BeginImport c when c.Attempt != state.Attempt + 1 || state.Stage is ImportStage.Begun or ImportStage.Finished => Reject(
                OutOfTurn
            ),
            BeginImport c => new ImportBegun(c.Attempt, c.Register, c.Division, c.By, c.At),
            FinishImport c when state.Attempt != c.Attempt || state.Stage == ImportStage.TakenBack => Reject(TakenBack),
            FinishImport c => state.Stage == ImportStage.Finished ? Nothing : new ImportFinished(c.Attempt, c.At),
            TakeBackImport c => state.Attempt == c.Attempt && state.Stage == ImportStage.Begun
                ? new ImportTakenBack(c.Attempt, c.At)
                : Nothing,
            _ => throw new Unforeseen(command),
        };

    public static Import Evolve(Import state, Event happened) =>
        happened switch
        {
            ImportBegun e => new(ImportStage.Begun, e.Attempt),
            ImportFinished => state with { Stage = ImportStage.Finished },
            ImportTakenBack => state with { Stage = ImportStage.TakenBack },
            _ => throw new Unforeseen(happened),
        };
}

public enum ImportStage
{
    None,
    Begun,
    Finished,
    TakenBack,
}

public abstract record ImportCommand : Command;

/// <param name="Register">Which kind of register: residents, supplies …</param>
public sealed record BeginImport(int Attempt, string Register, string Division, By By, DateTimeOffset At) : ImportCommand;

/// <summary>All rows are written.</summary>
public sealed record FinishImport(int Attempt, DateTimeOffset At) : ImportCommand;

/// <summary>The rows that were written are undone.</summary>
public sealed record TakeBackImport(int Attempt, DateTimeOffset At) : ImportCommand;

public abstract record ImportEvent : Event;

[Stored("import.begun.v1")]
public sealed record ImportBegun(int Attempt, string Register, string Division, By By, DateTimeOffset At) : ImportEvent;

[Stored("import.finished.v1")]
public sealed record ImportFinished(int Attempt, DateTimeOffset At) : ImportEvent;

[Stored("import.taken-back.v1")]
public sealed record ImportTakenBack(int Attempt, DateTimeOffset At) : ImportEvent;
