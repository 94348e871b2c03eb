namespace Emergency.Server.Features.Places.Shapes;

/// <summary>Distances on a sphere of the Earth's mean radius, good to 0.5 %, far more precise than any hand-drawn circle.</summary>
internal static class Earth
{
    public const double RadiusMetres = 6_371_008.8,
        MetresOfDegree = RadiusMetres * Math.PI / 180;

    /// <summary>Great-circle distance in metres (haversine).</summary>
    public static double Distance(LonLat a, LonLat b)
    {
        double lat = Radians(b.Lat - a.Lat),
            lon = Radians(b.Lon - a.Lon);
        var h = Math.Pow(Math.Sin(lat / 2), 2) + Math.Cos(Radians(a.Lat)) * Math.Cos(Radians(b.Lat)) * Math.Pow(Math.Sin(lon / 2), 2);
        return 2 * RadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>Point reached after some metres in a direction (degrees clockwise from north).</summary>
    public static LonLat Onward(LonLat from, double metres, double direction)
    {
        double angle = metres / RadiusMetres,
            bearing = Radians(direction),
            lat = Radians(from.Lat);
        var sine = Math.Sin(lat) * Math.Cos(angle) + Math.Cos(lat) * Math.Sin(angle) * Math.Cos(bearing);
        var lon = Math.Atan2(Math.Sin(bearing) * Math.Sin(angle) * Math.Cos(lat), Math.Cos(angle) - Math.Sin(lat) * sine);
        return new(from.Lon + Degrees(lon), Degrees(Math.Asin(sine)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
