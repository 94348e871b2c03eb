using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Requests;

namespace Emergency.Server.Incidents;

/// <summary>圈范围: drawing the area an incident concerns. Who is inside is asked at …/impact and …/doors.</summary>
public static class AreaEndpoints
{
    public static RouteGroupBuilder MapAreas(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/impact", Redraw).Needs(Permissions.ImpactDraw).IsHeavy(HeavyKind.Area);
        return api;
    }

    /// <summary>Draws or redraws the area. One that reaches beyond one's own scope is for the level above (403); people who were marked are never lost.</summary>
    public static async Task<Outcome<AreaDrawn>> Redraw(Guid id, AreaAsked body, Asked asked, HeavyReadings heavy, IncidentSight sight, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(heavy);
        var (read, tooHeavy) = await heavy.Read(HeavyKind.Area, _ => body.Told(), stop);
        if (read is null) return tooHeavy!;
        if (read.Area is not { } area) return read.Problem!;
        if (await sight.Newest(asked, id, stop) is not { } seen) return Problem.NotFound;
        if (!seen.Meets(Permissions.ImpactDraw)) return Problem.NotYours(Permissions.ImpactDraw);
        (var touched, tooHeavy) = await heavy.Read(HeavyKind.Area, _ => Touched(seen, area), stop);
        if (touched is null) return tooHeavy!;
        if (touched.Count == 0) return new Problem("area.bad", ["touches no known community"]);
        if (Beyond(seen, touched) is { } beyond) return beyond;
        return await Draw(seen, area, touched, asked, sending, stop);
    }

    /// <summary>Codes of the communities an area touches, by their ground and by who is registered there.</summary>
    internal static ListOf<string> Touched(IncidentSeen seen, Area area)
    {
        var residents = seen.Known.Of<ResidentsKnown>(seen.Asked.Realm);
        return [.. seen.Known.Of<PlacesKnown>(seen.Asked.Realm).Touching(area).Concat(residents.PersonsIn(area).Select(person => person.Community)).Concat(residents.HouseholdsIn(area).Select(household => household.Community)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Sends the area for the communities given, all of them within the asker's scope.</summary>
    internal static async Task<Outcome<AreaDrawn>> Draw(IncidentSeen seen, Area area, ListOf<string> communities, Asked asked, Sending sending, CancellationToken stop)
    {
        var sent = await sending.Send(asked, Permissions.ImpactDraw, new Place(communities[0]), seen.Entity, by => new DrawImpact(area, communities, by, asked.Now), stop: stop);
        return sent.With(new AreaDrawn(seen.Incident.Id.Value, sent.Position.Value, communities));
    }

    // What was drawn before is let go of by a new area: that too is only for who answers for it.
    private static Problem? Beyond(IncidentSeen seen, ListOf<string> touched) =>
        touched.Concat(seen.Incident.State.Impact?.Communities ?? []).Select(code => seen.Asked.Allow(Permissions.ImpactDraw, new Place(code)).Problem).FirstOrDefault(problem => problem is not null) is null
            ? null : seen.May(Permissions.IncidentRead) ?? Problem.NotYours(Permissions.ImpactDraw);
}

/// <summary>The communities whose doors are counted from now on.</summary>
public sealed record AreaDrawn(Guid Id, long Position, ListOf<string> Communities);
