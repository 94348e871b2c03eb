using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Imports;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Imports.Reading;
using Emergency.Server.Views;

namespace Emergency.Server.Imports;

/// <summary>The imports there were, and which entities each wrote to.</summary>
public sealed record ImportsKnown(ImmutableDictionary<ImportId, ImportKnown> Imports)
{
    public static readonly ImportsKnown None = new(ImmutableDictionary<ImportId, ImportKnown>.Empty);

    /// <summary>Begun, and neither finished nor taken back.</summary>
    public ImmutableHashSet<ImportId> Unfinished { get; init; } = [];
}

/// <param name="Newest">Its newest event.</param>
/// <param name="Rows">Rows written, counted as events.</param>
/// <param name="Entities">What it wrote to, each with where that lies: a shelter that was taken back no longer says so itself.</param>
/// <param name="Attempt">0 for a file that one command could hold: that is there or not.</param>
public sealed record ImportKnown(ImportId Id, string Account, DateTimeOffset At, Position Newest, int Rows, ImmutableDictionary<EntityId, WrittenTo> Entities, ImportStage Stage = ImportStage.Finished, int Attempt = 0);

/// <summary>The division it lies in, what taking the rows back needs, and how many there were.</summary>
public sealed record WrittenTo(string Division, Permission Needs, int Rows = 0);

public sealed class ImportsView : View<ImportsKnown>
{
    public override string Name => "imports";
    public override ImportsKnown Empty => ImportsKnown.None;

    protected override ImportsKnown Fold(ImportsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is ImportEvent marked) return Marked(state, happened, new(Guid.Parse(happened.Entity.Key)), marked);
        if (happened.Event is not IImported { Import: { } id }) return state;
        var known = Of(state, happened, id);
        return state with { Imports = state.Imports.SetItem(id, known with { Newest = happened.Position, Rows = known.Rows + 1, Entities = known.Entities.SetItem(happened.Entity, To(happened) with { Rows = (known.Entities.GetValueOrDefault(happened.Entity)?.Rows ?? 0) + 1 }) }) };
    }

    private static ImportsKnown Marked(ImportsKnown state, Happened happened, ImportId id, ImportEvent marked)
    {
        var known = Of(state, happened, id);
        var next = marked switch
        {
            ImportBegun e => known with { Stage = ImportStage.Begun, Attempt = e.Attempt, Rows = 0 },
            ImportFinished => known with { Stage = ImportStage.Finished },
            ImportTakenBack => known with { Stage = ImportStage.TakenBack, Rows = 0 },
            _ => throw new Unforeseen(marked),
        };
        return new(state.Imports.SetItem(id, next with { Newest = happened.Position })) { Unfinished = next.Stage == ImportStage.Begun ? state.Unfinished.Add(id) : state.Unfinished.Remove(id) };
    }

    private static ImportKnown Of(ImportsKnown state, Happened happened, ImportId id) => state.Imports.GetValueOrDefault(id) ?? new ImportKnown(id, happened.Meta.Account, happened.Meta.At, happened.Position, 0, ImmutableDictionary<EntityId, WrittenTo>.Empty);

    private static WrittenTo To(Happened happened) => happened.Event switch
    {
        ShelterRecorded e => new(e.Facts.Community, Permissions.ShelterEdit),
        DivisionEvent => new(happened.Entity.Key, happened.Event is HazardRecorded ? Importing.Needs(RegisterKind.Hazards) : Permissions.PlaceImport),
        ResidentsEvent => new(happened.Entity.Key, Permissions.ResidentsEdit),
        TeamEvent => new(happened.Entity.Key, Permissions.TeamEdit),
        SuppliesEvent => new(happened.Entity.Key, Permissions.SuppliesEdit),
        PlanEvent => new(happened.Entity.Key, Permissions.PlanDraft),
        _ => throw new Unforeseen(happened.Event),
    };
}
