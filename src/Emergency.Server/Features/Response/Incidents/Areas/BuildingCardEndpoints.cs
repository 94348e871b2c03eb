using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>
/// A building as shown after a click on the map: number of residents, and people responsible for its doors. Needs for
/// help are shown only in an incident, and on visitors' lists.
/// </summary>
/// <param name="Estate">Name that the addresses have before the building.</param>
/// <param name="Units">Its units, as the addresses name them.</param>
/// <param name="Doors">People responsible for its doors, nearest first.</param>
/// <param name="OnDuty">People on duty in its community now.</param>
/// <param name="Ground">Storeys, lift and keys of the building, and the nearest hydrants, gates and valves.</param>
internal sealed record BuildingCard(
    string Community,
    string CommunityName,
    string Grid,
    string? Estate,
    string Building,
    GeoPoint Point,
    int Households,
    int People,
    IReadOnlyList<string> Units,
    IReadOnlyList<ResponsibleShown> Doors,
    IReadOnlyList<OnDutyShown> OnDuty,
    IReadOnlyList<GroundObjectShown> Ground,
    long Position
);

internal static class BuildingCardEndpoints
{
    /// <summary>
    /// Largest distance in metres between a footprint and its register entry, and the larger one for a footprint of the same
    /// name.
    /// </summary>
    private const double Near = 60,
        NearOfName = 150;
    private const int LongestName = 40;

    public static RouteGroupBuilder MapBuildingCards(this RouteGroupBuilder api)
    {
        api.MapGet("/buildings/at", At).Needs(IncidentPermissions.ImpactRead);
        return api;
    }

    /// <summary>
    /// The registered building for a click on the map: of that name within 150 m, else the nearest within 60 m. Persons at
    /// risk are not counted: the number in a single building would identify somebody's home. 404 where none is registered
    /// with three households or more. At most 40 questions in 10 s.
    /// </summary>
    /// <param name="lon">Degrees, WGS84.</param>
    /// <param name="name">Text on the footprint, such as 6号楼.</param>
    public static Outcome<BuildingCard> At(
        double lon,
        double lat,
        Asked asked,
        Known known,
        ISealing sealing,
        BuildingPace pace,
        string? name = null
    )
    {
        if (!(Math.Abs(lon) <= 180) || !(Math.Abs(lat) <= 85))
            return Problem.Bad("?lon, ?lat: degrees");
        if (name?.Length > LongestName)
            return Problem.Bad($"?name: at most {LongestName} characters");
        if (pace.Ask(asked.Account, asked.Now) is { } wait)
            return Outcome<BuildingCard>.FromProblem(new Problem("buildings.too-many", []), wait);
        var (places, residents) = (known.Of<PlacesKnown>(asked.Realm), known.Of<ResidentsKnown>(asked.Realm));
        var at = new GeoPoint(lon, lat);
        if (Found(places, residents, at, name) is not { } spot)
            return Problem.NotFound;
        if (asked.Allow(IncidentPermissions.ImpactRead, new Place(spot.Community, spot.Grid, spot.Building)).Problem is { } problem)
            return problem;
        var homes = Buildings.Homes(residents, spot, Short(places, spot.Community)).ToList();
        var units = homes.Select(home => home.Contact.Unit).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var chains = new Chains(known.Of<TeamsKnown>(asked.Realm).Of(spot.Community), asked.Now);
        return new Outcome<BuildingCard>(
            new(
                spot.Community,
                places.Name(spot.Community),
                spot.Grid,
                spot.Estate,
                spot.Building!,
                spot.Point,
                homes.Count,
                homes.Sum(home => home.Members),
                [.. units.Order(StringComparer.Ordinal)],
                [
                    .. units
                        .Order(StringComparer.Ordinal)
                        .DefaultIfEmpty(null)
                        .SelectMany(unit => chains.Of(spot.Grid, spot.Building, unit, null))
                        .DistinctBy(one => one.MemberId)
                        .OrderBy(one => Rank(one.Role)),
                ],
                chains.OnDuty,
                known.Of<GroundKnown>(asked.Realm).Around(places, spot.Community, spot.Grid, spot.Building!, spot.Point, sealing),
                known.At.Value
            ),
            known.At
        );
    }

    private static Spot? Found(PlacesKnown places, ResidentsKnown residents, GeoPoint at, string? name)
    {
        var near = places
            .Touching(new Area.Circle(at, (int)NearOfName))
            .SelectMany(code => Buildings.Of(residents, code, Short(places, code)))
            .Where(spot => spot.Building is not null)
            .Select(spot => (Spot: spot, Metres: Earth.Distance(Ground.At(at), Ground.At(spot.Point))))
            .OrderBy(one => one.Metres)
            .ToList();
        var meant = name is null ? null : Addresses.Plain(name);
        return (
            near.FirstOrDefault(one => one.Metres <= NearOfName && Addresses.Plain(one.Spot.Building!) == meant).Spot
            ?? near.FirstOrDefault(one => one.Metres <= Near && (meant is null || one.Metres <= Near / 2)).Spot
        );
    }

    private static string Short(PlacesKnown places, string code) => Addresses.Short(places.RegisterName(code));

    // People who live nearest to the doors come first.
    private static int Rank(TeamRole role) =>
        role switch
        {
            TeamRole.UnitChief => 0,
            TeamRole.BuildingChief => 1,
            TeamRole.GroupLeader => 2,
            _ => 3,
        };
}
