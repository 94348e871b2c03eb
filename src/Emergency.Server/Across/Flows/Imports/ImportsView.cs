using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Imports;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Imports;

internal sealed class ImportsView : View<ImportsKnown>
{
    public override string Name => "imports";
    public override ImportsKnown Empty => ImportsKnown.None;

    protected override string FoldVersion => "2";

    protected override ImportsKnown Fold(ImportsKnown state, Happened happened)
    {
        if (happened.Event is ColumnsChosen chosen)
            return state with { Columns = state.Columns.SetItem($"{chosen.Division}-{chosen.Register}", chosen.Columns) };
        if (happened.Event is ImportEvent marked)
            return Marked(state, happened, new(Guid.Parse(happened.Entity.Key)), marked);
        if (happened.Event is not IImported { Import: { } id })
            return state;
        var known = Of(state, happened, id);
        return state with
        {
            Imports = state.Imports.SetItem(
                id,
                known with
                {
                    Newest = happened.Position,
                    Rows = known.Rows + 1,
                    Entities = known.Entities.SetItem(
                        happened.Entity,
                        To(happened) with
                        {
                            Rows = (known.Entities.GetValueOrDefault(happened.Entity)?.Rows ?? 0) + 1,
                        }
                    ),
                }
            ),
        };
    }

    private static ImportsKnown Marked(ImportsKnown state, Happened happened, ImportId id, ImportEvent marked)
    {
        var known = Of(state, happened, id);
        var next = marked switch
        {
            ImportBegun e => known with
            {
                Stage = ImportStage.Begun,
                Attempt = e.Attempt,
                Rows = 0,
                Of = e.Rows ?? 0,
                Register = e.Register,
                Division = e.Division,
                File = e.File,
            },
            ImportFinished e => known with { Stage = ImportStage.Finished, Counts = e.Counts },
            ImportStopped => known with { Stage = ImportStage.Stopped },
            ImportTakenBack => known with { Stage = ImportStage.TakenBack, Rows = 0 },
            ImportUndone e => known with { Stage = ImportStage.Undone, Undone = e },
            _ => throw new Unforeseen(marked),
        };
        return state with
        {
            Imports = state.Imports.SetItem(id, next with { Newest = happened.Position }),
            Unfinished = next.Stage is ImportStage.Begun or ImportStage.Stopped ? state.Unfinished.Add(id) : state.Unfinished.Remove(id),
        };
    }

    private static ImportKnown Of(ImportsKnown state, Happened happened, ImportId id) =>
        state.Imports.GetValueOrDefault(id)
        ?? new ImportKnown(
            id,
            happened.Meta.Account,
            happened.Meta.At,
            happened.Position,
            0,
            ImmutableDictionary<EntityId, WrittenTo>.Empty
        );

    private static WrittenTo To(Happened happened) =>
        happened.Event switch
        {
            ShelterRecorded e => new(e.Facts.Community, PlacePermissions.ShelterEdit.Name),
            DivisionEvent => new(
                happened.Entity.Key,
                (happened.Event is HazardRecorded ? Importing.Needs(RegisterKind.Hazards) : PlacePermissions.Import).Name
            ),
            ResidentsEvent => new(happened.Entity.Key, PeoplePermissions.ResidentsEdit.Name),
            TeamEvent => new(happened.Entity.Key, TeamPermissions.Edit.Name),
            GroundEvent => new(happened.Entity.Key, GroundPermissions.Keep.Name),
            SuppliesEvent => new(happened.Entity.Key, SuppliesPermissions.Edit.Name),
            PlanEvent => new(happened.Entity.Key, PlanPermissions.Draft.Name),
            _ => throw new Unforeseen(happened.Event),
        };
}
