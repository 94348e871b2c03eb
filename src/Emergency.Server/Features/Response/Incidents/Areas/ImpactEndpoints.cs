using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>Endpoints for 里面还有谁, 谁去敲: the people inside an incident's area, or inside any area before there is an incident.</summary>
internal static class ImpactEndpoints
{
    public static RouteGroupBuilder MapImpact(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/impact", Read).Needs(IncidentPermissions.ImpactRead).IsHeavy(HeavyKind.Area);
        api.MapPost("/impact", Preview).Needs(IncidentPermissions.ImpactDraw).IsHeavy(HeavyKind.Area);
        return api;
    }

    /// <summary>
    /// Persons inside the incident's area by need, people responsible for each door, shelters fit for it, stock nearby,
    /// people on duty. Before an area is drawn: the counts of the usual circle around it. Persons whose door or kind is in
    /// the answer are recorded before it leaves.
    /// </summary>
    public static async Task<Outcome<ImpactShown>> Read(
        Guid id,
        Asked asked,
        HeavyReadings heavy,
        IncidentSight sight,
        Recording recording,
        CancellationToken stop
    )
    {
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(IncidentPermissions.ImpactRead) is { } problem)
            return problem;
        var state = seen.Incident.State;
        if (state.Impact is not { } impact)
            return await Usual(seen, recording, stop);
        var query = new DoorsQuery(seen, TaskSight.Doors(seen.Known, seen.Incident.Id, asked));
        var (shown, tooHeavy) = await heavy.Read(
            HeavyKind.Area,
            end => new ImpactQuery(seen.Known, asked, impact.Area, state.Category, end).With(seen, query),
            stop
        );
        if (shown is null)
            return tooHeavy!;
        return
            await Recorded(
                asked,
                IncidentPermissions.ImpactRead,
                seen,
                AccessPurpose.Doors,
                shown.Rows!.Select(row => (row.Community, row.PersonId)),
                recording,
                stop
            )
                is { } refused
            ? refused.With<ImpactShown>(null!)
            : new Outcome<ImpactShown>(shown, seen.Known.At);
    }

    /// <summary>
    /// Counts, shelters and stock of an area that is not drawn yet; only within the asker's own scope, and never a kind. For
    /// a running incident every number is shown, and those below the floors are recorded. Otherwise numbers below the floors
    /// are withheld and each request is recorded.
    /// </summary>
    public static async Task<Outcome<ImpactShown>> Preview(
        NewPreview body,
        Asked asked,
        HeavyReadings heavy,
        Folding folding,
        IncidentSight sight,
        Recording recording,
        CancellationToken stop
    )
    {
        if (body.Area is null)
            return Problem.Bad("$.area: needed");
        var (read, tooHeavy) = await heavy.Read(HeavyKind.Area, _ => body.Area.Told(), stop);
        if (read is null)
            return tooHeavy!;
        if (read.Area is not { } area)
            return read.Problem!;
        var known = folding.Now;
        (var communities, tooHeavy) = await heavy.Read(
            HeavyKind.Area,
            _ => known.Of<ResidentsKnown>(asked.Realm).Concerned(known.Of<PlacesKnown>(asked.Realm), area),
            stop
        );
        if (communities is null)
            return tooHeavy!;
        if (communities.Count == 0)
            return new Problem("area.bad", ["touches no known community"]);
        if (
            communities
                .Select(code => asked.Allow(IncidentPermissions.ImpactDraw, new Place(code)).Problem)
                .FirstOrDefault(beyond => beyond is not null) is
            { } beyond
        )
            return beyond;
        var seen = body.Incident is { } incident ? await sight.Find(asked, incident.Value, stop) : null;
        if (body.Incident is not null && seen is null)
            return Problem.NotFound;
        (var counted, tooHeavy) = await heavy.Read(
            HeavyKind.Area,
            end => new ImpactQuery(known, asked, area, body.Category ?? Category.Other, end).Counted(communities),
            stop
        );
        if (counted is null)
            return tooHeavy!;
        var allowed = seen is { Incident.Running: true } && seen.May(IncidentPermissions.ImpactDraw) is null;
        var persons = allowed ? known.Of<ResidentsKnown>(asked.Realm).PersonsIn(area).Select(person => (person.Community, person.Id)) : [];
        if (!allowed || CountFloors.AreBelow(counted))
        {
            var refused =
                allowed ? await Recorded(asked, IncidentPermissions.ImpactDraw, seen!, AccessPurpose.Area, persons, recording, stop)
                : await recording.Write(
                    asked,
                    IncidentPermissions.ImpactDraw,
                    new Place(communities[0]),
                    byTask: false,
                    new(AccessPurpose.Area, null, communities[0], []),
                    stop
                )
                    is { Sent.Accepted: false } told
                    ? told.Sent
                : null;
            if (refused is not null)
                return refused.With<ImpactShown>(null!);
        }
        return new Outcome<ImpactShown>(allowed ? counted : CountFloors.Over(counted), known.At);
    }

    /// <summary>
    /// Counts of the usual circle, which a duty officer at night would draw first, where the point of the incident is known.
    /// </summary>
    private static async Task<Outcome<ImpactShown>> Usual(IncidentSeen seen, Recording recording, CancellationToken stop)
    {
        if (seen.Incident.State.Location is not { } location)
            return new Problem("impact.not-drawn", []);
        var area = new Area.Circle(location.Point, seen.Known.InForce.Value(Deadlines.UsualArea, seen.Incident.State.County));
        var asked = seen.Asked;
        var communities = seen.Known.Of<ResidentsKnown>(asked.Realm).Concerned(seen.Known.Of<PlacesKnown>(asked.Realm), area);
        var query = new ImpactQuery(seen.Known, asked, area, seen.Incident.State.Category);
        var counted = query.Counted(communities) with { Incident = seen.Incident.Id };
        if (!seen.Incident.Running)
            return new Outcome<ImpactShown>(CountFloors.Over(counted), seen.Known.At);
        var persons = query.WithKinds();
        var refused = await Recorded(
            asked,
            IncidentPermissions.ImpactRead,
            seen,
            AccessPurpose.Area,
            persons.Select(person => (person.Community, person.Id)),
            recording,
            stop
        );
        return refused is not null
            ? refused.With<ImpactShown>(null!)
            : new Outcome<ImpactShown>(counted with { Kinds = query.KindsOf(persons) }, seen.Known.At);
    }

    /// <summary>Writes a record for each community. Returns null where all were written.</summary>
    private static async Task<Sent?> Recorded(
        Asked asked,
        Permission permission,
        IncidentSeen seen,
        AccessPurpose purpose,
        IEnumerable<(string Community, PersonId Person)> persons,
        Recording recording,
        CancellationToken stop
    )
    {
        var readings = persons
            .GroupBy(one => one.Community, StringComparer.Ordinal)
            .Select(there => new Reading(purpose, seen.Incident.Id, there.Key, [.. there.Select(one => one.Person)]));
        var written = await Task.WhenAll(
            readings.Select(reading =>
                recording.Write(asked, permission, asked.Within(permission, reading.Community), byTask: false, reading, stop).AsTask()
            )
        );
        return Array.Find(written, one => !one.Sent.Accepted).Sent;
    }
}

/// <summary>
/// An area for a preview, with a category of incident (other where it is left out), and the running incident for which
/// it would be drawn.
/// </summary>
internal sealed record NewPreview(AreaAsked? Area, Category? Category, IncidentId? Incident = null);
