using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Places;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>Endpoints for fixed things on the ground: hydrants, gates and their keys, heights of buildings.</summary>
internal static class GroundEndpoints
{
    /// <summary>Largest distance in metres: nobody lays a hose farther.</summary>
    private const int Farthest = 1_000;

    public static RouteGroupBuilder MapGround(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/ground").WithTags("ground");
        routes.MapGet("/", List).Needs(GroundPermissions.Read);
        routes.MapPost("/", Enter).Needs(GroundPermissions.Keep);
        routes.MapPost("/{ground:guid}/change", Change).Needs(GroundPermissions.Keep);
        routes.MapPost("/{ground:guid}/end", End).Needs(GroundPermissions.Keep);
        api.MapGet("/ground/near", Near).Needs(GroundPermissions.Read).WithTags("ground");
        return api;
    }

    /// <summary>All things on the ground of a community, by kind and name.</summary>
    public static Outcome<GroundList> List(string code, Asked asked, Known known, ISealing sealing)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, GroundPermissions.Read, code);
        return seen is null
            ? problem
            : new Outcome<GroundList>(
                new(
                    [
                        .. known
                            .Of<GroundKnown>(asked.Realm)
                            .Of(code)
                            .All.Values.OrderBy(one => one.Facts.Kind)
                            .ThenBy(one => one.Facts.Name, StringComparer.Ordinal)
                            .ThenBy(one => one.Facts.Id.Value)
                            .Select(one => GroundObjectShown.Of(code, one, sealing)),
                    ],
                    known.At.Value
                ),
                known.At
            );
    }

    /// <summary>Things near a point, the nearest first, only in communities of the asker. At most 500.</summary>
    /// <param name="lon">Degrees, WGS84.</param>
    /// <param name="metres">1 to 1,000; 300 where it is left out.</param>
    public static Outcome<GroundList> Near(double lon, double lat, Asked asked, Known known, ISealing sealing, int metres = 300)
    {
        if (!(Math.Abs(lon) <= 180) || !(Math.Abs(lat) <= 85) || metres is < 1 or > Farthest)
            return Problem.Bad($"?lon, ?lat: degrees; ?metres: 1 to {Farthest}");
        const int most = 500;
        return new Outcome<GroundList>(
            new(
                [
                    .. known
                        .Of<GroundKnown>(asked.Realm)
                        .Near(known.Of<PlacesKnown>(asked.Realm), new(lon, lat), metres)
                        .Where(one =>
                            asked.Allow(GroundPermissions.Read, asked.Within(GroundPermissions.Read, one.Community)).Problem is null
                        )
                        .Take(most)
                        .Select(one => GroundObjectShown.Of(one.Community, one.Feature, sealing, one.Metres)),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Enters a new thing on the ground.</summary>
    public static Task<Outcome<Recorded>> Enter(string code, NewGround body, Known known, Act act)
    {
        var id = act.Asked.NewId<GroundId>();
        return Refused(NewGround.Faults(body)) ?? On(code, id.Value, known, act).Do(seen => Keep(seen, body.Facts(id), 0, act));
    }

    /// <summary>Changes a thing, unless somebody else has changed it since it was loaded.</summary>
    public static Task<Outcome<Recorded>> Change(string code, Guid ground, NewGround body, Known known, Act act) =>
        Refused(NewGround.Faults(body))
        ?? On(code, ground, known, act).Do(seen => Keep(seen, body.Facts(new(ground)), body.Seen ?? 1, act));

    private static async ValueTask<Func<By, Command>> Keep(CommunitySeen seen, GroundFacts facts, int version, Act act)
    {
        await act.Sealing.Ensure([facts.Id.Value], act.Stop);
        var known = seen.Known.Of<GroundKnown>(seen.Asked.Realm).Of(seen.Code).All.GetValueOrDefault(facts.Id)?.Facts;
        var stored = facts.Stored(known, act.Sealing);
        return by => new KeepGround(stored, version, by, act.Now);
    }

    /// <summary>Records that a thing no longer exists.</summary>
    public static Task<Outcome<Recorded>> End(string code, Guid ground, Known known, Act act) =>
        On(code, ground, known, act).Do(by => new EndGround(new(ground), by, act.Now));

    private static ActOn<CommunitySeen> On(string code, Guid id, Known known, Act act) =>
        new(
            act,
            id,
            GroundPermissions.Keep,
            () => ValueTask.FromResult<Found<CommunitySeen>>(CommunitySeen.Find(known, act.Asked, GroundPermissions.Keep, code)),
            seen => Entities.Ground(act.Asked.Realm, seen.Code),
            seen => new Place(seen.Code)
        );
}
