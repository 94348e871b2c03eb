using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Imports;

/// <summary>All imports, with the entities that each wrote to.</summary>
internal sealed record ImportsKnown(ImmutableDictionary<ImportId, ImportKnown> Imports)
{
    public static readonly ImportsKnown None = new(ImmutableDictionary<ImportId, ImportKnown>.Empty);

    /// <summary>Imports that have begun and are neither finished nor taken back.</summary>
    public ImmutableHashSet<ImportId> Unfinished { get; init; } = [];

    /// <summary>Field choices of offices for headings, by division and register.</summary>
    public ImmutableDictionary<string, ListOf<ChosenColumn>> Columns { get; init; } =
        ImmutableDictionary<string, ListOf<ChosenColumn>>.Empty;

    /// <summary>The choices of an office for a register's headings, else those of its street or county.</summary>
    public Dictionary<string, string?> ColumnsOf(string division, string register)
    {
        foreach (var length in (int[])[12, 9, 6, 4])
            if (division.Length >= length && Columns.GetValueOrDefault($"{division[..length]}-{register}") is { Count: > 0 } said)
                return said.ToDictionary(one => one.Heading, one => one.Field, StringComparer.Ordinal);
        return [];
    }
}

/// <param name="Newest">Position of its newest event.</param>
/// <param name="Rows">Number of rows written, counted as events.</param>
/// <param name="Entities">Entities that it wrote to, each with its division: a shelter that was taken back no longer has one
/// itself.</param>
/// <param name="Attempt">Number of the attempt; 0 for a file in a single command, which is written whole or not at all.</param>
internal sealed record ImportKnown(
    ImportId Id,
    string Account,
    DateTimeOffset At,
    Position Newest,
    int Rows,
    ImmutableDictionary<EntityId, WrittenTo> Entities,
    ImportStage Stage = ImportStage.Finished,
    int Attempt = 0
)
{
    /// <summary>Null for an import from before imports were listed.</summary>
    public string? Register { get; init; }
    public string? Division { get; init; }
    public Sealed? File { get; init; }

    /// <summary>Number of rows to write.</summary>
    public int Of { get; init; }
    public ImportCounts? Counts { get; init; }
    public ImportUndone? Undone { get; init; }
}

/// <summary>The division it lies in, the permission to take the rows back, and the number of rows.</summary>
/// <param name="Needs">Name of the permission to write there.</param>
internal sealed record WrittenTo(string Division, string Needs, int Rows = 0)
{
    public Permission Permission => Permission.Named(Needs);
}
