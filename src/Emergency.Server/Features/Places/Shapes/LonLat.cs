using System.Runtime.InteropServices;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>A point in decimal degrees, longitude first. WGS84 unless something beside it says otherwise.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LonLat(double Lon, double Lat)
{
    /// <summary>The same two numbers the other way round.</summary>
    public LonLat Exchanged => new(Lat, Lon);

    /// <summary>Longitude and latitude alone: what is said of a record by itself would say the exchanged one too, and that one's, without end.</summary>
    public override string ToString() => FormattableString.Invariant($"{Lon} {Lat}");

    /// <summary>True for numbers that can be a place on Earth.</summary>
    public bool IsOnEarth => Lon is >= -180 and <= 180 && Lat is >= -90 and <= 90;
}

/// <summary>The box around China, islands included. Longitudes and latitudes in it do not overlap, so exchanged ones are seen.</summary>
internal static class China
{
    public static bool Holds(LonLat point) => point is { Lon: >= 73 and <= 136, Lat: >= 3 and <= 54 };
}
