using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>Which persons stand on which opened list, in its order: a paper row names its list and its number, and nothing else.</summary>
public sealed record OpenedRows(ImmutableDictionary<AccessId, OpenedRows.Opened> Lists)
{
    public static readonly OpenedRows None = new(ImmutableDictionary<AccessId, Opened>.Empty);

    /// <summary>The person of a row counted from 1; null where there is no such list or row.</summary>
    public (Opened List, PersonId Person)? Find(Guid list, int row) =>
        Lists.GetValueOrDefault(new(list)) is { } opened && row >= 1 && row <= opened.Persons.Count ? (opened, opened.Persons[row - 1]) : null;

    public sealed record Opened(IncidentId Incident, string Community, ListOf<PersonId> Persons);
}

/// <summary>Folds the records of opened lists.</summary>
public sealed class OpenedRowsView : View<OpenedRows>
{
    public override string Name => "opened-rows";
    public override OpenedRows Empty => OpenedRows.None;

    protected override OpenedRows Fold(OpenedRows state, Happened happened, Changes changes)
    {
        return happened.Event is AccessRecorded { Purpose: AccessPurpose.OpenedList, Incident: { } incident } read ? new(state.Lists.SetItem(read.Access, new(incident, read.Community, read.Persons))) : state;
    }
}

/// <summary>The door of a row.</summary>
public sealed record OpenedRow(IncidentId Incident, string Community, PersonId PersonId, HouseholdId? HouseholdId);
