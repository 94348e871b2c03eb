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
);

/// <summary>The division it lies in, what taking the rows back needs, and how many there were.</summary>
/// <param name="Needs">The name of the permission to write there.</param>
internal sealed record WrittenTo(string Division, string Needs, int Rows = 0)
{
    public Permission Permission => Permission.Named(Needs);
}
