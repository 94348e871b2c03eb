using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Imports.Reading;
using Emergency.Server.Views;

namespace Emergency.Server.Imports;

/// <summary>The imports there were, and which entities each wrote to.</summary>
public sealed record ImportsKnown(ImmutableDictionary<ImportId, ImportKnown> Imports)
{
    public static readonly ImportsKnown None = new(ImmutableDictionary<ImportId, ImportKnown>.Empty);
}

/// <param name="Newest">Its newest event.</param>
/// <param name="Rows">Rows written, counted as events.</param>
/// <param name="Entities">What it wrote to, each with where that lies: a shelter that was taken back no longer says so itself.</param>
public sealed record ImportKnown(ImportId Id, string Account, DateTimeOffset At, Position Newest, int Rows, ImmutableDictionary<EntityId, WrittenTo> Entities);

/// <summary>The division it lies in, and what taking the rows back needs.</summary>
public sealed record WrittenTo(string Division, Permission Needs);

public sealed class ImportsView : View<ImportsKnown>
{
    public override string Name => "imports";
    public override ImportsKnown Empty => ImportsKnown.None;

    public override ImportsKnown Fold(ImportsKnown state, Happened happened, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Event is not IImported { Import: { } id }) return state;
        var known = state.Imports.GetValueOrDefault(id) ?? new ImportKnown(id, happened.Meta.Account, happened.Meta.At, happened.Position, 0, ImmutableDictionary<EntityId, WrittenTo>.Empty);
        return new(state.Imports.SetItem(id, known with { Newest = happened.Position, Rows = known.Rows + 1, Entities = known.Entities.SetItem(happened.Entity, To(happened)) }));
    }

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
