using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents.OpenedLists;

/// <summary>
/// List to open: the doors of a single task, or all visible ones, in a single community or in all. The reason is taken
/// from the task where none is given.
/// </summary>
internal sealed record NewList(TaskId? Task, string? Reason, string? Community)
{
    public static IReadOnlyList<string> Faults(NewList body) => [.. Checks.Text(body.Reason, "$.reason", 500, needed: body.Task is null)];
}

/// <summary>
/// People with 称呼 and numbers to dial, recorded under <paramref name="Lists"/> before they leave, with a record per
/// community. The list must be forgotten at the task's end, after 12 hours at the latest.
/// </summary>
internal sealed record ListShown(
    IncidentId Incident,
    IReadOnlyList<ListRecord> Lists,
    int Count,
    IReadOnlyList<OpenedPerson> Items,
    long Position
);

internal sealed record ListRecord(string ListId, string Community, int Count);

/// <summary>
/// A person. <paramref name="Masked"/>: a minor whom the asker's role has no approval to see by name; the numbers are
/// the guardian's. <paramref name="Where"/> and <paramref name="Text"/> hold the report from the door.
/// <paramref name="Unplaced"/>: nobody knows in which building they live.
/// </summary>
internal sealed record OpenedPerson(
    PersonId PersonId,
    HouseholdId? HouseholdId,
    string Community,
    string Salutation,
    bool Masked,
    bool Minor,
    bool Visitor,
    DoorState State,
    DoorShown Door,
    ListOf<string> Needs,
    IReadOnlyList<Dial> Dial,
    string? Where,
    string? Text,
    bool Unplaced = false
);

/// <summary>Opens the data of people at the doors of an incident, as far as the asker can see it.</summary>
internal sealed class ListOpening(IncidentSeen seen, DoorsQuery sight, ISealing sealing)
{
    private readonly ResidentsKnown _residents = seen.Known.Of<ResidentsKnown>(seen.Asked.Realm);
    private readonly DoorsKnown _doors = seen.Known.Of<DoorsKnown>(seen.Asked.Realm);
    private readonly DateOnly _today = Shanghai.Day(seen.Asked.Now);

    /// <summary>The people of a community, most urgent first, and whether a minor among them is shown by name.</summary>
    /// <param name="doors">Only these households, or all where null.</param>
    public (IReadOnlyList<OpenedPerson> People, bool ByApproval) In(string community, IReadOnlySet<HouseholdId>? doors)
    {
        var here = _doors.Here(seen.Incident.Id, community);
        var opened = here
            .State.Persons.Values.Where(person => doors is null || (person.Household is { } home && doors.Contains(home)))
            .Select(person => Open(here, community, person))
            .Concat(doors is null ? sight.Unplaced(community).Select(person => Unplaced(here, community, person)) : [])
            .OfType<OpenedPerson>()
            .OrderBy(person => person.Unplaced)
            .ThenBy(person => person.State)
            .ThenBy(person => person.Door.Building, StringComparer.Ordinal)
            .ThenBy(person => person.Door.Unit, StringComparer.Ordinal)
            .ThenBy(person => person.Door.Floor)
            .ThenBy(person => person.PersonId.Value)
            .ToList();
        return (opened, opened.Exists(person => person is { Minor: true, Masked: false }));
    }

    private OpenedPerson? Unplaced(DoorsHere here, string community, PersonKnown person) =>
        Open(here, community, DoorsQuery.NotCounted(person)) is { } opened ? opened with { Unplaced = true } : null;

    private OpenedPerson? Open(DoorsHere here, string community, DoorPerson person)
    {
        if (sight.Sight(PeoplePermissions.ListOpen, community, person) is not { } how)
            return null;
        var home = person.Household is { } id ? _residents.Households.GetValueOrDefault(id) : null;
        var told = here.Persons.GetValueOrDefault(person.Id, DoorTold.Nothing);
        var (state, where) = (DoorsQuery.StateFor(how, person.State), Text(told.Note.Where));
        if (_residents.Persons.GetValueOrDefault(person.Id) is { } known)
        {
            var minor = known.IsMinor(_today);
            var masked = minor && !_residents.Register(community).Has(how.Role, _today);
            return new(
                person.Id,
                person.Household,
                community,
                Salutation.Of(known, _today, masked),
                masked,
                minor,
                false,
                state,
                sight.DoorOf(known, person.Household),
                known.Listed.Needs,
                Dialling.For(known, home, _today, masked ? Approvals.Incident : Approvals.Standing),
                where,
                Text(told.Note.Source)
            );
        }
        var visitor = here.Visitors.TryGetValue(person.Id, out var text) ? sealing.Open<VisitorText>(text) : null;
        return new(
            person.Id,
            person.Household,
            community,
            visitor?.Name ?? "",
            false,
            false,
            person.Visitor,
            state,
            sight.DoorOf(null, person.Household),
            [],
            visitor?.Phone is { } phone ? [new("self", null, phone)] : [],
            where,
            visitor?.Text
        );
    }

    private string? Text(Sealed? note) => note is { } value ? sealing.Open<FreeText>(value)?.Text : null;
}
