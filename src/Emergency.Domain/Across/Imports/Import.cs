using static Emergency.Domain.Decision;

namespace Emergency.Domain.Imports;

/// <summary>Import of one register file whose rows need several commands (kind "import", key = its id): either all of it is written, or
/// nothing. An import begun and not finished is undone; the same request begins again, as the next attempt.</summary>
/// <param name="Attempt">1, 2, 3 …; 0 before the first.</param>
public sealed record Import(ImportStage Stage, int Attempt)
{
    public static readonly Code OutOfTurn = new("import.out-of-turn"),
        TakenBack = new("import.taken-back"),
        Stopped = new("import.stopped"),
        NotFinished = new("import.not-finished");
    public static readonly Import None = new(ImportStage.None, 0);

    public static Decision Decide(Import state, Command command) =>
        command switch
        {
            BeginImport c when c.Attempt <= state.Attempt => Nothing,
            BeginImport c when c.Attempt != state.Attempt + 1 || state.Stage is not (ImportStage.None or ImportStage.TakenBack) => Reject(
                OutOfTurn
            ),
            BeginImport c => new ImportBegun(c.Attempt, c.Register, c.Division, c.By, c.At, c.Rows == 0 ? null : c.Rows, c.File),
            FinishImport c when state.Attempt != c.Attempt || state.Stage == ImportStage.TakenBack => Reject(TakenBack),
            FinishImport when state.Stage == ImportStage.Stopped => Reject(Stopped),
            FinishImport c => state.Stage == ImportStage.Begun ? new ImportFinished(c.Attempt, c.At, c.Counts) : Nothing,
            StopImport when state.Stage == ImportStage.Finished => Reject(OutOfTurn),
            StopImport c => state.Stage == ImportStage.Begun ? new ImportStopped(c.By, c.At) : Nothing,
            TakeBackImport c => state.Attempt == c.Attempt && state.Stage is ImportStage.Begun or ImportStage.Stopped
                ? new ImportTakenBack(c.Attempt, c.At)
                : Nothing,
            MarkImportUndone when state.Stage is ImportStage.Begun or ImportStage.Stopped => Reject(NotFinished),
            MarkImportUndone c => state.Stage is ImportStage.None or ImportStage.Finished
                ? new ImportUndone(c.Back, c.Kept, c.By, c.At)
                : Nothing,
            _ => throw new Unforeseen(command),
        };

    public static Import Evolve(Import state, Event happened) =>
        happened switch
        {
            ImportBegun e => new(ImportStage.Begun, e.Attempt),
            ImportFinished => state with { Stage = ImportStage.Finished },
            ImportStopped => state with { Stage = ImportStage.Stopped },
            ImportTakenBack => state with { Stage = ImportStage.TakenBack },
            ImportUndone => state with { Stage = ImportStage.Undone },
            _ => throw new Unforeseen(happened),
        };
}

public enum ImportStage
{
    None,
    Begun,
    Finished,
    TakenBack,

    /// <summary>Stopped by somebody: the written rows are undone.</summary>
    Stopped,

    /// <summary>Undone by hand after it was finished.</summary>
    Undone,
}

/// <summary>Numbers of rows of a file by their result.</summary>
public sealed record ImportCounts(int Added, int Changed, int Same, int Rejected);

public abstract record ImportCommand : Command;

/// <param name="Register">Kind of register: residents, supplies …</param>
/// <param name="Rows">Number of rows to write.</param>
/// <param name="File">Name of the file, sealed under the import's own key.</param>
public sealed record BeginImport(int Attempt, string Register, string Division, By By, DateTimeOffset At, int Rows = 0, Sealed? File = null)
    : ImportCommand;

/// <summary>Ends the import: all rows are written.</summary>
public sealed record FinishImport(int Attempt, DateTimeOffset At, ImportCounts? Counts = null) : ImportCommand;

/// <summary>Stops the import: nothing more is written, and the written rows are undone.</summary>
public sealed record StopImport(By By, DateTimeOffset At) : ImportCommand;

/// <summary>Records that the written rows were undone.</summary>
public sealed record TakeBackImport(int Attempt, DateTimeOffset At) : ImportCommand;

/// <summary>Records that its rows were undone by hand; those changed since stayed.</summary>
public sealed record MarkImportUndone(int Back, int Kept, By By, DateTimeOffset At) : ImportCommand;

public abstract record ImportEvent : Event;

[Stored("import.begun.v1")]
public sealed record ImportBegun(
    int Attempt,
    string Register,
    string Division,
    By By,
    DateTimeOffset At,
    int? Rows = null,
    Sealed? File = null
) : ImportEvent;

[Stored("import.finished.v1")]
public sealed record ImportFinished(int Attempt, DateTimeOffset At, ImportCounts? Counts = null) : ImportEvent;

[Stored("import.stopped.v1")]
public sealed record ImportStopped(By By, DateTimeOffset At) : ImportEvent;

[Stored("import.taken-back.v1")]
public sealed record ImportTakenBack(int Attempt, DateTimeOffset At) : ImportEvent;

[Stored("import.undone.v1")]
public sealed record ImportUndone(int Back, int Kept, By By, DateTimeOffset At) : ImportEvent;
