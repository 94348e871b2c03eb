using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>Endpoint to find (查找) streets, communities and buildings of the asker's own area by name. Never residents.</summary>
internal static class PlaceSearchEndpoints
{
    private const int MostShown = 8,
        LongestQuestion = 100;

    public static RouteGroupBuilder MapPlaceSearch(this RouteGroupBuilder api)
    {
        api.MapGet("/places", Find).Needs(PlacePermissions.Read).WithTags("places");
        return api;
    }

    /// <summary>
    /// Streets and communities of the asker's own area whose name or code holds the typed text, and, for askers who can
    /// place incidents, its buildings and groups; at most 8 of each. No household and no count. At most 40 questions in 10
    /// s.
    /// </summary>
    public static Outcome<PlacesFound> Find(Asked asked, Known known, BuildingPace pace, string? q)
    {
        q ??= "";
        if (q.Length > LongestQuestion)
            return Problem.Bad($"?q: at most {LongestQuestion} characters");
        if (pace.Ask(asked.Account, asked.Now) is { } wait)
            return Outcome<PlacesFound>.FromProblem(new Problem("buildings.too-many", []), wait);
        var typed = Addresses.Plain(q);
        if (typed.Length == 0)
            return new Outcome<PlacesFound>(new([], [], known.At.Value), known.At);
        var places = known.Of<PlacesKnown>(asked.Realm);
        var divisions = All(places, "")
            .Where(one => one.Code.Length >= Street)
            .Where(one => one.Code.StartsWith(typed, StringComparison.Ordinal) || Addresses.Holds(Addresses.Plain(one.Name), typed))
            .Where(one => asked.Allow(PlacePermissions.Read, new Place(one.Code)).Problem is null)
            .Take(MostShown)
            .Select(one => new PlaceFound(one.Code, Addresses.Short(one.Name), Addresses.Short(places.Name(one.Code[..Above(one.Code)]))));
        return new Outcome<PlacesFound>(new([.. divisions], [.. Found(asked, known, places, q)], known.At.Value), known.At);
    }

    private const int County = 6,
        Street = 9;

    private static int Above(string code) => code.Length > Street ? Street : County;

    private static IEnumerable<DivisionKnown> All(PlacesKnown places, string above) =>
        places.Below(above).SelectMany(one => All(places, one.Code).Prepend(one));

    private static IEnumerable<BuildingShown> Found(Asked asked, Known known, PlacesKnown places, string q)
    {
        var residents = known.Of<ResidentsKnown>(asked.Realm);
        var address = Addresses.Plain(q);
        return BuildingEndpoints
            .Spots(asked, residents, places)
            .Select(spot => (Spot: spot, Name: Addresses.Short(places.RegisterName(spot.Community))))
            .Where(one => Addresses.Says(q, one.Spot, one.Name))
            .Select(one => (one.Spot, Fit: Addresses.Fit(address, one.Spot, one.Name)))
            .OrderByDescending(one => one.Fit)
            .Take(MostShown)
            .Select(one => BuildingEndpoints.Shown(places, one.Spot, one.Fit));
    }
}

/// <summary>Places found by name.</summary>
internal sealed record PlacesFound(IReadOnlyList<PlaceFound> Divisions, IReadOnlyList<BuildingShown> Buildings, long Position);

/// <summary>A street or community. <paramref name="Above"/>: the name of the division it lies in.</summary>
internal sealed record PlaceFound(string Code, string Name, string Above);
