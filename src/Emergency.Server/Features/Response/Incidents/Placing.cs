using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Finds the divisions around a given point.</summary>
internal static class Placing
{
    /// <summary>
    /// The divisions of a given place, with the remaining doubt: by the point, else the given division, else the whole of
    /// <paramref name="home"/>.
    /// </summary>
    public static (Whereabouts Where, string? Doubt) Around(PlacesKnown places, Located? location, string? division, string home)
    {
        var told = Told(places, division);
        if (location is null)
            return (told ?? PlacesKnown.Where(home), "missing");
        if (places.At(location.Point) is not { Division.Length: >= 6 } at)
            return (told ?? PlacesKnown.Where(home), "outside");
        return (
            at.Community is null && told is not null && told.Division.StartsWith(at.Division, StringComparison.Ordinal) ? told : at,
            null
        );
    }

    // A code the register does not know can still lie in a county it knows. A whole city or province is no place to go to.
    private static Whereabouts? Told(PlacesKnown places, string? division) =>
        division is not { Length: >= 6 } ? null
        : places.Of(places.Today(division)) is { Code.Length: >= 6 } known ? PlacesKnown.Where(known.Code)
        : division.Length > 6 && places.Of(division[..6]) is { } county ? PlacesKnown.Where(county.Code)
        : null;

    /// <summary>The county whose duty desk gets a line's messages without a usable place.</summary>
    /// <param name="home">The line's home where it is set.</param>
    public static string Home(Known known, string realm, string? home) =>
        known.Of<IncidentsKnown>(realm).Desks.County(home, known.Of<PlacesKnown>().Below("").Select(county => county.Code));
}
