using Emergency.Domain.Places;
using Emergency.Server.Places;
using Emergency.Server.Places.Shapes;
using Datum = Emergency.Domain.Places.Datum;

namespace Emergency.Server.Incidents;

/// <summary>Where a told point lies: converted to WGS84 with the original kept, and the divisions around it.</summary>
public static class Locating
{
    public static Located Of(double lon, double lat, Datum datum)
    {
        var wgs84 = Datums.ToWgs84(new(lon, lat), datum == Datum.Gcj02 ? Places.Shapes.Datum.GCJ02 : Places.Shapes.Datum.WGS84);
        return new(new(wgs84.Lon, wgs84.Lat), datum, new(lon, lat));
    }

    public static Located? Of(PointText? told) => told is { Lon: { } lon, Lat: { } lat } ? Of(lon, lat, told.Datum ?? Datum.Wgs84) : null;

    /// <summary>The divisions of a told place, with the doubt that is left: a known community as told, else where the point lies, else the whole of <paramref name="home"/>.</summary>
    public static (Whereabouts Where, string? Doubt) Around(PlacesKnown places, Located? location, string? community, string home)
    {
        ArgumentNullException.ThrowIfNull(places);
        var told = community is not null && places.Of(places.Today(community)) is { } known ? PlacesKnown.Where(known.Code) : null;
        if (location is null) return (told ?? PlacesKnown.Where(home), "missing");
        if (places.At(location.Point) is { } at) return (at.Community is null && told is not null ? told : at, null);
        return (told ?? PlacesKnown.Where(home), "outside");
    }
}
