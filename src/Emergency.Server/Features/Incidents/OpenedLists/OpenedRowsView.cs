using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.OpenedLists;

/// <summary>Folds the records of opened lists.</summary>
internal sealed class OpenedRowsView : View<OpenedRowsKnown>
{
    public override string Name => "opened-rows";
    public override OpenedRowsKnown Empty => OpenedRowsKnown.None;

    protected override OpenedRowsKnown Fold(OpenedRowsKnown state, Happened happened) =>
        happened.Event is AccessRecorded { Purpose: AccessPurpose.OpenedList, Incident: { } incident } read
            ? new(state.Lists.SetItem(read.Access, new(incident, read.Community, read.Persons)))
            : state;
}
