using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.OpenedLists;

/// <summary>Folds the records of opened lists.</summary>
internal sealed class OpenedRowsView : View<OpenedRowsKnown>
{
    public override string Name => "opened-rows";
    public override OpenedRowsKnown Empty => OpenedRowsKnown.None;
    protected override string FoldVersion => "2";

    protected override OpenedRowsKnown Fold(OpenedRowsKnown state, Happened happened) =>
        happened.Event switch
        {
            AccessRecorded { Purpose: AccessPurpose.OpenedList, Incident: { } incident } read => new(
                state.Lists.SetItem(read.Access, new(incident, read.Community, read.Persons))
            ),
            // Papers of an archived incident are typed in no more. The records still say who opened the list.
            IncidentArchived when Guid.TryParse(happened.Entity.Key, out var archived) => state.Without(new(archived)),
            _ => state,
        };
}
