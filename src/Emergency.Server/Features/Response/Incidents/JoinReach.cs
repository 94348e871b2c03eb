using System.Runtime.InteropServices;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Largest distance between two incidents of the same kind that can be the same: local settings. Ground and time are cut
/// into cells so that a search visits only a few, and two incidents in the same cell are always near each other.
/// </summary>
/// <param name="Metres">0 … 5,000.</param>
/// <param name="Minutes">0 … 1,440.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JoinReach(int Metres, int Minutes)
{
    // Rounding must never leave a cell out: the exact distance is measured afterwards.
    private const double Slack = 1e-9;

    public static JoinReach Of(Settings settings) => new(settings.JoinMetres, settings.JoinMinutes);

    /// <summary>True when any two in the same cell of time and ground are near each other without measuring.</summary>
    public bool IsSure => Metres > 0 && Minutes > 0;

    private long Width => Math.Max(1, Minutes * TimeSpan.TicksPerMinute);

    /// <summary>Height of a row, degrees of latitude: half the distance, so that the diagonal of a cell is shorter than the distance.</summary>
    private double Height => Math.Max(Metres, 1) / 2d / Earth.MetresOfDegree;

    /// <summary>The cell of time in which something was reported.</summary>
    public long Time(DateTimeOffset told) => Math.DivRem(told.UtcTicks, Width).Quotient;

    public bool InTime(DateTimeOffset one, DateTimeOffset other) =>
        Math.Abs(one.UtcTicks - other.UtcTicks) <= Minutes * TimeSpan.TicksPerMinute;

    public bool InDistance(GeoPoint one, GeoPoint other) => Earth.Distance(Ground.At(one), Ground.At(other)) <= Metres;

    public (long Row, long Column) Cell(GeoPoint point)
    {
        var row = Row(point.Lat);
        return (row, Column(row, point.Lon));
    }

    /// <summary>
    /// All cells that can hold something within the distance. The ground near the poles and across longitude 180 is not
    /// joined up.
    /// </summary>
    public IEnumerable<(long Row, long Column)> CellsAround(GeoPoint point)
    {
        var up = Metres / Earth.MetresOfDegree + Slack;
        var aside = Math.Asin(Math.Min(1, Math.Sin(double.DegreesToRadians(up)) / Narrow(point.Lat))) * 180 / Math.PI + Slack;
        for (var row = Row(point.Lat - up); row <= Row(point.Lat + up); row++)
        for (var column = Column(row, point.Lon - aside); column <= Column(row, point.Lon + aside); column++)
            yield return (row, column);
    }

    private long Row(double lat) => (long)Math.Floor(lat / Height);

    private long Column(long row, double lon) => (long)Math.Floor(lon * Narrow((row + 0.5) * Height) / Height);

    private static double Narrow(double lat) => Math.Max(0.01, Math.Cos(double.DegreesToRadians(lat)));
}
