using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>里面还有谁, 谁去敲: asked of an incident's area, or of any area before there is an incident.</summary>
public static class ImpactEndpoints
{
    public static RouteGroupBuilder MapImpact(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/impact", Read).Needs(Permissions.ImpactRead);
        api.MapPost("/impact", Preview).Needs(Permissions.ImpactDraw);
        return api;
    }

    /// <summary>Who is inside the incident's area by need, who is responsible for each door, shelters fit for it, stock near, who is on duty. Before an area is drawn: the counts of 150 m around it. Rows are recorded before they are answered.</summary>
    public static async Task<Outcome<ImpactShown>> Read(Guid id, Asked asked, IncidentSight sight, ITaskSight tasks, Recording recording, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        if (seen.May(Permissions.ImpactRead) is { } problem) return problem;
        var state = seen.Incident.State;
        if (state.Impact is not { } impact) return Usual(seen);
        var query = new DoorsQuery(seen, tasks.Doors(seen.Known, seen.Incident.Id, asked));
        var shown = new ImpactQuery(seen.Known, asked, impact.Area, state.Category).With(seen, query);
        var readings = shown.Rows!.GroupBy(row => row.Community, StringComparer.Ordinal).Select(rows => new Reading(AccessPurpose.Doors, seen.Incident.Id, rows.Key, [.. rows.Select(row => row.PersonId)]));
        var written = await Task.WhenAll(readings.Select(reading => recording.Write(asked, Permissions.ImpactRead, IncidentSeen.Within(asked, Permissions.ImpactRead, reading.Community), byTask: false, reading, stop).AsTask()));
        return Array.Find(written, one => !one.Sent.Accepted).Sent is { } refused ? refused.With<ImpactShown>(null!) : new Outcome<ImpactShown>(shown, seen.Known.At);
    }

    /// <summary>Counts, shelters and stock of an area nobody has drawn in an incident. Only for areas within one's own scope.</summary>
    public static Outcome<ImpactShown> Preview(NewPreview body, Asked asked, Folding folding)
    {
        if (body.Area is null) return Problem.Bad("$.area: needed");
        var (area, problem) = body.Area.Read();
        if (area is null) return problem!;
        var known = folding.Now;
        var communities = known.Of<ResidentsKnown>(asked.Realm).Concerned(known.Of<PlacesKnown>(asked.Realm), area);
        if (communities.Count == 0) return new Problem("area.bad", ["touches no known community"]);
        if (communities.Select(code => asked.Allow(Permissions.ImpactDraw, new Place(code)).Problem).FirstOrDefault(beyond => beyond is not null) is { } beyond) return beyond;
        return new Outcome<ImpactShown>(new ImpactQuery(known, asked, area, body.Category ?? Category.Other).Counted(communities), known.At);
    }

    /// <summary>What a duty officer at night would draw first, where where-it-is is known.</summary>
    private static Outcome<ImpactShown> Usual(IncidentSeen seen)
    {
        if (seen.Incident.State.Location is not { } location) return new Problem("impact.not-drawn", []);
        var area = new Area.Circle(location.Point, CardActivation.UsualMetres);
        var asked = seen.Asked;
        var communities = seen.Known.Of<ResidentsKnown>(asked.Realm).Concerned(seen.Known.Of<PlacesKnown>(asked.Realm), area);
        return new Outcome<ImpactShown>(new ImpactQuery(seen.Known, asked, area, seen.Incident.State.Category).Counted(communities) with { Incident = seen.Incident.Id }, seen.Known.At);
    }
}

/// <summary>An area to be looked at, for a category of incident (other where it is left out).</summary>
public sealed record NewPreview(AreaAsked? Area, Category? Category);
