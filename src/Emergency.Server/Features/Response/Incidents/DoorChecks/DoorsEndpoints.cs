using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>Endpoints for 逐户核查: the people at the doors, the findings there, and the three rows of figures.</summary>
internal static class DoorsEndpoints
{
    public static RouteGroupBuilder MapDoors(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/doors", Read).Needs(IncidentPermissions.DoorsRead);
        api.MapGet("/incidents/{id:guid}/figures", ReadFigures).Needs(IncidentPermissions.Read);
        api.MapPost("/incidents/{id:guid}/doors/{community}/persons/{personId:guid}/check", CheckPerson)
            .Needs(IncidentPermissions.DoorCheck);
        api.MapPost("/incidents/{id:guid}/doors/{community}/households/{householdId:guid}/check", CheckHousehold)
            .Needs(IncidentPermissions.DoorCheck);
        api.MapPost("/incidents/{id:guid}/doors/{community}/visitors", AddVisitor).Needs(IncidentPermissions.DoorCheck);
        api.MapPost("/incidents/{id:guid}/doors/{community}/calls", Call).Needs(IncidentPermissions.DoorCheck);
        api.MapPost("/incidents/{id:guid}/doors/{community}/take-over", TakeOver).Needs(IncidentPermissions.DoorTakeOver);
        return api;
    }

    /// <summary>
    /// The doors visible to the asker, with masks, needs and states. Each fetch is recorded before the answer leaves. Kind,
    /// need, building and floor come only here: broadcasts hold ids and states.
    /// </summary>
    public static async Task<Outcome<DoorsShown>> Read(
        Guid id,
        string? community,
        Asked asked,
        IncidentSight sight,
        Recording recording,
        CancellationToken stop
    )
    {
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(IncidentPermissions.DoorsRead) is { } problem)
            return problem;
        var given = TaskSight.Doors(seen.Known, seen.Incident.Id, asked);
        var query = new DoorsQuery(seen, given);
        CommunityDoors[] shown =
        [
            .. query
                .Communities(community)
                .Select(query.In)
                .Where(doors => doors.Figures is not null || doors.Persons.Count + doors.Households.Count + doors.Unplaced.Count > 0),
        ];
        foreach (var doors in shown.Where(doors => doors.Persons.Count + doors.Households.Count + doors.Unplaced.Count > 0))
        {
            var reading = new Reading(
                AccessPurpose.Doors,
                seen.Incident.Id,
                doors.Community,
                [.. doors.Persons.Concat(doors.Unplaced).Select(person => person.PersonId)]
            );
            var (_, sent) = await recording.Write(
                asked,
                IncidentPermissions.DoorsRead,
                asked.Within(IncidentPermissions.DoorsRead, doors.Community),
                given.Count > 0,
                reading,
                stop
            );
            if (!sent.Accepted)
                return sent.With<DoorsShown>(null!);
        }
        return new Outcome<DoorsShown>(new(seen.Incident.Id, shown, seen.Known.At.Value), seen.Known.At);
    }

    /// <summary>应查 = 已落实 + 未落实 + 失联, or 应转 = 已转 + 未转 + 失联, in three rows, for the incident and each community. Numbers only.</summary>
    public static async Task<Outcome<FiguresShown>> ReadFigures(Guid id, Asked asked, IncidentSight sight, CancellationToken stop)
    {
        var (seen, problem) = await sight.Read(asked, id, stop);
        if (seen is null)
            return problem;
        var doors = seen.Known.Of<DoorsKnown>(asked.Realm);
        var incident = seen.Incident.Id;
        return new Outcome<FiguresShown>(
            new(
                incident,
                DoorLights.Of(incident, doors),
                [.. doors.In(incident).Select(code => DoorLights.Of(incident, code, doors.Here(incident, code)))],
                DoorsQuery.Unplaced(seen).Count(),
                seen.Known.At.Value
            ),
            seen.Known.At
        );
    }

    /// <summary>Marks a person with one of the twelve states.</summary>
    public static Task<Outcome<DoorMarked>> CheckPerson(Guid id, string community, Guid personId, NewMark body, DoorsActs acts, Act act) =>
        Refused<DoorMarked>(NewMark.Faults(body)) ?? acts.Check(act, id, community, new PersonId(personId), body);

    /// <summary>
    /// Marks the members of a household who are no persons at risk; with "all" also its persons at risk whom nobody has
    /// marked yet.
    /// </summary>
    public static Task<Outcome<DoorMarked>> CheckHousehold(
        Guid id,
        string community,
        Guid householdId,
        NewMark body,
        DoorsActs acts,
        Act act
    ) => Refused<DoorMarked>(NewMark.Faults(body)) ?? acts.Check(act, id, community, new HouseholdId(householdId), body);

    /// <summary>加一人: adds a person at a door who is in no register. They count among all people from then on.</summary>
    public static Task<Outcome<DoorMarked>> AddVisitor(Guid id, string community, NewVisitor body, DoorsActs acts, Act act) =>
        Refused<DoorMarked>(NewVisitor.Faults(body)) ?? acts.Add(act, id, community, body);

    /// <summary>Notes a call to a resident or their representative: caller, time, and resident. No number.</summary>
    public static Task<Outcome<DoorMarked>> Call(Guid id, string community, NewCall body, DoorsActs acts, Act act) =>
        Refused<DoorMarked>(NewCall.Faults(body)) ?? acts.Call(act, id, community, body);

    /// <summary>
    /// Records that a named person of street or police takes over a resident who refuses or cannot be reached; that settles
    /// the door.
    /// </summary>
    public static Task<Outcome<DoorMarked>> TakeOver(Guid id, string community, NewTakeOver body, DoorsActs acts, Act act) =>
        Refused<DoorMarked>(NewTakeOver.Faults(body)) ?? acts.TakeOver(act, id, community, body);
}

/// <summary>Figures of the whole incident and of each community whose doors are checked.</summary>
/// <param name="Unplaced">不知道住哪栋: persons at risk of these communities who are in none of the figures.</param>
internal sealed record FiguresShown(
    IncidentId Incident,
    FiguresLight Total,
    IReadOnlyList<FiguresLight> Communities,
    int Unplaced,
    long Position
);
