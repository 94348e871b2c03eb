using System.Runtime.InteropServices;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>A point in decimal degrees, longitude first. WGS84 unless stated otherwise beside it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LonLat(double Lon, double Lat)
{
    /// <summary>The point with longitude and latitude exchanged.</summary>
    public LonLat Exchanged => new(Lat, Lon);

    /// <summary>
    /// Longitude and latitude alone. A record's own text would include the exchanged point, and that one's in turn, without
    /// end.
    /// </summary>
    public override string ToString() => FormattableString.Invariant($"{Lon} {Lat}");

    /// <summary>True for numbers that can be a place on Earth.</summary>
    public bool IsOnEarth => Lon is >= -180 and <= 180 && Lat is >= -90 and <= 90;
}

/// <summary>
/// The box around China, islands included. Longitudes and latitudes in it do not overlap, so exchanged ones are
/// recognized.
/// </summary>
internal static class China
{
    public static bool Holds(LonLat point) => point is { Lon: >= 73 and <= 136, Lat: >= 3 and <= 54 };
}
