using System.Collections.Immutable;
using Emergency.Domain;

namespace Emergency.Server.Features.Incidents.OpenedLists;

/// <summary>Persons on each opened list, in its order: a paper row names its list and its number, and nothing else.</summary>
internal sealed record OpenedRowsKnown(ImmutableDictionary<AccessId, OpenedRowsKnown.Opened> Lists)
{
    public static readonly OpenedRowsKnown None = new(ImmutableDictionary<AccessId, Opened>.Empty);

    /// <summary>The person of a row counted from 1; null where there is no such list or row.</summary>
    public (Opened List, PersonId Person)? Find(Guid list, int row) =>
        Lists.GetValueOrDefault(new(list)) is { } opened && row >= 1 && row <= opened.Persons.Count
            ? (opened, opened.Persons[row - 1])
            : null;

    public OpenedRowsKnown Without(IncidentId incident) =>
        Lists.Where(one => one.Value.Incident == incident).Select(one => one.Key).ToList() is { Count: > 0 } gone
            ? new(Lists.RemoveRange(gone))
            : this;

    public sealed record Opened(IncidentId Incident, string Community, ListOf<PersonId> Persons);
}
