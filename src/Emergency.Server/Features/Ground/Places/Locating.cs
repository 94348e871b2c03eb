using Emergency.Domain.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Infrastructure.Requests;
using Datum = Emergency.Domain.Places.Datum;

namespace Emergency.Server.Features.Places;

/// <summary>Converts a given point to WGS84, with the original kept.</summary>
internal static class Locating
{
    public static Located Of(double lon, double lat, Datum datum)
    {
        var wgs84 = Datums.ToWgs84(new(lon, lat), datum == Datum.Gcj02 ? Shapes.Datum.GCJ02 : Shapes.Datum.WGS84);
        return new(new(wgs84.Lon, wgs84.Lat), datum, new(lon, lat));
    }

    public static Located? Of(PointText? told) => told is { Lon: { } lon, Lat: { } lat } ? Of(lon, lat, told.Datum ?? Datum.Wgs84) : null;
}
