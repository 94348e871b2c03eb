using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.CrossFeature.Imports;

/// <summary>The imports there were, and which entities each wrote to.</summary>
internal sealed record ImportsKnown(ImmutableDictionary<ImportId, ImportKnown> Imports)
{
    public static readonly ImportsKnown None = new(ImmutableDictionary<ImportId, ImportKnown>.Empty);

    /// <summary>Begun, and neither finished nor taken back.</summary>
    public ImmutableHashSet<ImportId> Unfinished { get; init; } = [];

    /// <summary>How offices read their headings, by division and register.</summary>
    public ImmutableDictionary<string, ListOf<ChosenColumn>> Columns { get; init; } =
        ImmutableDictionary<string, ListOf<ChosenColumn>>.Empty;

    /// <summary>What an office has said of a register's headings, else what its street or county has.</summary>
    public Dictionary<string, string?> ColumnsOf(string division, string register)
    {
        foreach (var length in (int[])[12, 9, 6, 4])
            if (division.Length >= length && Columns.GetValueOrDefault($"{division[..length]}-{register}") is { Count: > 0 } said)
                return said.ToDictionary(one => one.Heading, one => one.Field, StringComparer.Ordinal);
        return [];
    }
}

/// <param name="Newest">Its newest event.</param>
/// <param name="Rows">Rows written, counted as events.</param>
/// <param name="Entities">What it wrote to, each with where that lies: a shelter that was taken back no longer says so itself.</param>
/// <param name="Attempt">0 for a file that one command could hold: that is there or not.</param>
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
    /// <summary>Null for one that was written before imports were listed.</summary>
    public string? Register { get; init; }
    public string? Division { get; init; }
    public Sealed? File { get; init; }

    /// <summary>Rows there are to write.</summary>
    public int Of { get; init; }
    public ImportCounts? Counts { get; init; }
    public ImportUndone? Undone { get; init; }
}

/// <summary>The division it lies in, what taking the rows back needs, and how many there were.</summary>
/// <param name="Needs">The name of the permission to write there.</param>
internal sealed record WrittenTo(string Division, string Needs, int Rows = 0)
{
    public Permission Permission => Permission.Named(Needs);
}
