using System.Globalization;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Cap;

/// <summary>
/// Polygons and circles as the standard writes them: "lat,lon lat,lon …" and "lat,lon kilometres". A text that is none of these is marked
/// and left out: the other parts of its area still hold.
/// </summary>
internal static partial class CapShapes
{
    private const int LongestText = 4_000_000;

    /// <summary>Corners of one ring, as for areas drawn here, and of all rings of a message.</summary>
    public const int MostCorners = 2_000,
        MostCornersOfAll = 20_000;

    // Half of the way around the Earth: a larger circle holds everything.
    private const double MostKilometres = 20_038;

    public static ListOf<CapPoint>? Polygon(CapElement element)
    {
        if (element.Own(LongestText) is not { } text)
        {
            return null;
        }
        var pairs = Pairs(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (pairs.Length > MostCorners)
        {
            element.Mark(CapFaults.TooManyCorners);
            return null;
        }
        var corners = new List<CapPoint>(pairs.Length);
        foreach (var pair in pairs)
        {
            if (Point(pair) is not { } corner)
            {
                element.Mark(CapFaults.NotAPolygon);
                return null;
            }
            if (!OnEarth(corner))
            {
                element.Mark(Faults.OutOfRange);
                return null;
            }
            corners.Add(corner);
        }
        if (corners.Count >= 4 && corners[0] == corners[^1])
        {
            return ListOf.From(corners);
        }
        element.Mark(CapFaults.NotAPolygon);
        // A ring that does not come back to its first corner still shows the area.
        return corners.Distinct().Count() >= 3 ? [.. corners, corners[0]] : null;
    }

    public static CapCircle? Circle(CapElement element)
    {
        if (element.Own(LongestText) is not { } text)
        {
            return null;
        }
        if (
            Pairs(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var pair, var radius]
            || Point(pair) is not { } centre
            || Number(radius) is not { } kilometres
        )
        {
            element.Mark(CapFaults.NotACircle);
            return null;
        }
        if (OnEarth(centre) && kilometres is >= 0 and <= MostKilometres)
        {
            return new(centre, kilometres);
        }
        element.Mark(Faults.OutOfRange);
        return null;
    }

    // Blanks beside a comma do not split a pair.
    private static string Pairs(string text) => Comma().Replace(text, ",");

    [GeneratedRegex(@"\s*,\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comma();

    private static CapPoint? Point(string pair) =>
        pair.Split(',') is [var lat, var lon] && Number(lat) is { } north && Number(lon) is { } east ? new(north, east) : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static bool OnEarth(CapPoint point) => point is { Lat: >= -90 and <= 90, Lon: >= -180 and <= 180 };
}
