using System.Runtime.InteropServices;

namespace Emergency.Hotlines.Messages;

/// <summary>
/// Place of a case, as far as it is known. Never a reason to refuse the case: an unusable part is left out, marked, and kept as received
/// (at most 500 characters) for the duty officer.
/// </summary>
public sealed record CasePlace(Coordinates? Coordinates, string? Address, string? DivisionCode, PlaceMark Mark, string? AsReceived);

/// <summary>Decimal degrees in the datum declared; converting is the receiver's work, so that the original is kept.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Coordinates(double Lon, double Lat, MapDatum Datum);

public enum MapDatum
{
    WGS84,
    GCJ02,
    CGCS2000,
}

/// <summary>Trust in the coordinates. From <see cref="Missing"/> on there are none: 位置待核实.</summary>
public enum PlaceMark
{
    /// <summary>As declared.</summary>
    Given,

    /// <summary>Longitude and latitude stood exchanged and were put right.</summary>
    Exchanged,

    /// <summary>No datum was declared: taken as WGS84, up to 700 m wrong if it was GCJ-02.</summary>
    DatumAssumed,

    Missing,

    /// <summary>Not two numbers.</summary>
    Unreadable,

    /// <summary>Numbers, but nowhere in China either way round.</summary>
    OutsideChina,

    /// <summary>In a datum that cannot be converted.</summary>
    UnknownDatum,
}
