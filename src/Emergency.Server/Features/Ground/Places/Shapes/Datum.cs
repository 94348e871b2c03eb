namespace Emergency.Server.Features.Places.Shapes;

/// <summary>
/// Reference system of coordinates. GCJ02 is the shifted one of public maps in China; CGCS2000 lies within a metre of
/// WGS84.
/// </summary>
internal enum Datum
{
    WGS84,
    GCJ02,
    CGCS2000,
}

/// <summary>Turns coordinates into WGS84. Inside China the GCJ-02 shift of 300 to 700 m is undone to under half a metre; outside it does not exist.</summary>
internal static class Datums
{
    private const double Axis = 6_378_245.0,
        Eccentricity = 0.00669342162296594323; // Krasovsky 1940, as the published form of the shift has it
    private const double Enough = 1e-7; // a centimetre
    private const int MostSteps = 20;

    public static Datum? Of(string name) =>
        name?.Trim().ToUpperInvariant().Replace("-", "", StringComparison.Ordinal) switch
        {
            "WGS84" => Datum.WGS84,
            "GCJ02" => Datum.GCJ02,
            "CGCS2000" => Datum.CGCS2000,
            _ => null,
        };

    public static LonLat ToWgs84(LonLat point, Datum datum)
    {
        if (datum != Datum.GCJ02 || !IsShifted(point))
        {
            return point;
        }
        var guess = point;
        for (var step = 0; step < MostSteps; step++)
        {
            var shifted = ToGcj02(guess);
            double lon = point.Lon - shifted.Lon,
                lat = point.Lat - shifted.Lat;
            guess = new(guess.Lon + lon, guess.Lat + lat);
            if (Math.Abs(lon) < Enough && Math.Abs(lat) < Enough)
            {
                break;
            }
        }
        return guess;
    }

    /// <summary>Applies the shift, for maps in GCJ-02.</summary>
    public static LonLat ToGcj02(LonLat wgs84)
    {
        if (!IsShifted(wgs84))
        {
            return wgs84;
        }
        double x = wgs84.Lon - 105,
            y = wgs84.Lat - 35,
            phi = wgs84.Lat * Math.PI / 180;
        var w = 1 - Eccentricity * Math.Sin(phi) * Math.Sin(phi);
        var north = NorthMetres(x, y) * 180 / (Axis * (1 - Eccentricity) / (w * Math.Sqrt(w)) * Math.PI);
        var east = EastMetres(x, y) * 180 / (Axis / Math.Sqrt(w) * Math.Cos(phi) * Math.PI);
        return new(wgs84.Lon + east, wgs84.Lat + north);
    }

    private static bool IsShifted(LonLat p) => p is { Lon: >= 72.004 and <= 137.8347, Lat: >= 0.8293 and <= 55.8271 };

    private static double Waves(double v, double a, double b, double c) =>
        (a * Math.Sin(v * Math.PI) + b * Math.Sin(v * Math.PI / 3) + c * Math.Sin(v * Math.PI / 12)) * 2 / 3;

    private static double Ripple(double x) => (20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI)) * 2 / 3;

    private static double NorthMetres(double x, double y) =>
        -100
        + 2 * x
        + 3 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * Math.Sqrt(Math.Abs(x))
        + Ripple(x)
        + Waves(y, 20, 40, 0)
        + (160 * Math.Sin(y * Math.PI / 12) + 320 * Math.Sin(y * Math.PI / 30)) * 2 / 3;

    private static double EastMetres(double x, double y) =>
        300
        + x
        + 2 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * Math.Sqrt(Math.Abs(x))
        + Ripple(x)
        + Waves(x, 20, 40, 150)
        + 300 * Math.Sin(x * Math.PI / 30) * 2 / 3;
}
