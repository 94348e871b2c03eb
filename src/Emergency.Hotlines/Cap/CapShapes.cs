using System.Globalization;
using Emergency.Domain;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Cap;

/// <summary>Polygons and circles as the standard writes them: "lat,lon lat,lon …" and "lat,lon kilometres".</summary>
internal static class CapShapes
{
    private const int LongestText = 4_000_000;

    /// <summary>Corners of one ring, as for areas drawn here, and of all rings of a message.</summary>
    public const int MostCorners = 2_000,
        MostCornersOfAll = 20_000;

    // Half of the way around the Earth: what reaches farther holds everything.
    private const double MostKilometres = 20_038;

    public static ListOf<CapPoint> Polygon(CapElement element)
    {
        if (element.Own(LongestText) is not { } text)
        {
            return [];
        }
        var pairs = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (pairs.Length > MostCorners)
        {
            element.Fault(CapFaults.TooManyCorners);
            return [];
        }
        var corners = new List<CapPoint>(pairs.Length);
        foreach (var pair in pairs)
        {
            if (Point(pair) is not { } corner)
            {
                element.Fault(CapFaults.NotAPolygon);
                return [];
            }
            if (!OnEarth(corner))
            {
                element.Fault(Faults.OutOfRange);
                return [];
            }
            corners.Add(corner);
        }
        if (corners.Count >= 4 && corners[0] == corners[^1])
        {
            return ListOf.From(corners);
        }
        element.Fault(CapFaults.NotAPolygon);
        return [];
    }

    public static CapCircle Circle(CapElement element)
    {
        var none = new CapCircle(default, 0);
        if (element.Own(LongestText) is not { } text)
        {
            return none;
        }
        if (
            text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var pair, var radius]
            || Point(pair) is not { } centre
            || Number(radius) is not { } kilometres
        )
        {
            element.Fault(CapFaults.NotACircle);
            return none;
        }
        if (OnEarth(centre) && kilometres is >= 0 and <= MostKilometres)
        {
            return new(centre, kilometres);
        }
        element.Fault(Faults.OutOfRange);
        return none;
    }

    private static CapPoint? Point(string pair) =>
        pair.Split(',') is [var lat, var lon] && Number(lat) is { } north && Number(lon) is { } east ? new(north, east) : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static bool OnEarth(CapPoint point) => point is { Lat: >= -90 and <= 90, Lon: >= -180 and <= 180 };
}
