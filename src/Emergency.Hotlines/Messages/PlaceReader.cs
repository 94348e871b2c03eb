using System.Globalization;
using System.Text.Json;

namespace Emergency.Hotlines.Messages;

/// <summary>Makes the best of a case's location. Nothing here is ever a fault: an emergency is taken with any location.</summary>
internal static class PlaceReader
{
    public const int LongestAddress = 500;
    private const int LongestKept = 500;

    public static CasePlace Read(Members data)
    {
        var division =
            data.Find("divisionCode") is { } code
            && Members.Words(code) is { Length: 2 or 4 or 6 or 9 or 12 } digits
            && !digits.AsSpan().ContainsAnyExceptInRange('0', '9')
                ? digits
                : null;
        if (data.Find("location") is not { } location)
        {
            return new(null, null, division, PlaceMark.Missing, null);
        }
        if (location.ValueKind != JsonValueKind.Object)
        {
            return new(null, null, division, PlaceMark.Unreadable, Kept(location));
        }
        var address =
            location.TryGetProperty("address", out var written) && Members.Words(written) is { Length: > 0 } text
                ? text[..Math.Min(text.Length, LongestAddress)]
                : null;
        var (coordinates, mark) = At(location);
        return new(coordinates, address, division, mark, mark is PlaceMark.Given or PlaceMark.Missing ? null : Kept(location));
    }

    /// <summary>True where an update holds anything about the place.</summary>
    public static bool Speaks(Members data) => data.Find("location") is not null || data.Find("divisionCode") is not null;

    private static (Coordinates?, PlaceMark) At(JsonElement location)
    {
        bool hasLon = location.TryGetProperty("lon", out var lon) && lon.ValueKind != JsonValueKind.Null,
            hasLat = location.TryGetProperty("lat", out var lat) && lat.ValueKind != JsonValueKind.Null;
        if (!hasLon && !hasLat)
        {
            return (null, PlaceMark.Missing);
        }
        if (!hasLon || !hasLat || Number(lon) is not { } x || Number(lat) is not { } y)
        {
            return (null, PlaceMark.Unreadable);
        }
        var declared = location.TryGetProperty("datum", out var named) && named.ValueKind != JsonValueKind.Null;
        if (declared && Datum(named) is null)
        {
            return (null, PlaceMark.UnknownDatum);
        }
        var datum = declared ? Datum(named)!.Value : MapDatum.WGS84;
        if (InChina(x, y))
        {
            return (new(x, y, datum), declared ? PlaceMark.Given : PlaceMark.DatumAssumed);
        }
        return InChina(y, x) ? (new(y, x, datum), PlaceMark.Exchanged) : (null, PlaceMark.OutsideChina);
    }

    // Some centres send numbers as text.
    private static double? Number(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
        {
            return double.IsFinite(number) ? number : null;
        }
        return
            Members.Words(value) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number)
            ? number
            : null;
    }

    private static MapDatum? Datum(JsonElement named) =>
        Members.Words(named)?.Trim().ToUpperInvariant().Replace("-", "", StringComparison.Ordinal) switch
        {
            "WGS84" => MapDatum.WGS84,
            "GCJ02" => MapDatum.GCJ02,
            "CGCS2000" => MapDatum.CGCS2000,
            _ => null,
        };

    // Longitudes and latitudes of China do not overlap: only one order of the two numbers fits.
    private static bool InChina(double lon, double lat) => lon is >= 73 and <= 136 && lat is >= 3 and <= 54;

    private static string Kept(JsonElement location) =>
        location.GetRawText() is var raw && raw.Length <= LongestKept ? raw : raw[..LongestKept];
}
