using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>
/// Finds whether a point lies in an area, computed by the runner itself: haversine for circles, ray casting for polygons (holes respected).
/// </summary>
public static class Ground
{
    private const double EarthMetres = 6_371_008.8;

    public static bool Inside(JsonObject area, double lon, double lat) =>
        Paths.Text(area["shape"]) switch
        {
            "circle" => Metres(area["centre"]!["lon"]!.GetValue<double>(), area["centre"]!["lat"]!.GetValue<double>(), lon, lat)
                <= Number(area["metres"]),
            "polygons" => area["parts"]!
                .AsArray()
                .Any(part =>
                    part!
                        .AsArray()
                        .Select(ring => Crosses(ring!.AsArray(), lon, lat))
                        .Select((inside, index) => index == 0 ? inside : !inside)
                        .All(fine => fine)
                ),
            var other => throw new Plays.BadPlay($"the runner knows no area {other}"),
        };

    private static double Number(JsonNode? node) =>
        node!.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? node.AsValue().TryGetValue<double>(out var number)
                ? number
                : node.GetValue<long>()
            : 0;

    private static double Metres(double lon, double lat, double lon2, double lat2)
    {
        double Rad(double degrees) => degrees * Math.PI / 180;
        var half =
            Math.Pow(Math.Sin(Rad(lat2 - lat) / 2), 2)
            + Math.Cos(Rad(lat)) * Math.Cos(Rad(lat2)) * Math.Pow(Math.Sin(Rad(lon2 - lon) / 2), 2);
        return 2 * EarthMetres * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    private static bool Crosses(JsonArray ring, double lon, double lat)
    {
        var inside = false;
        for (int i = 0, j = ring.Count - 1; i < ring.Count; j = i++)
        {
            var (x1, y1) = (ring[i]!["lon"]!.GetValue<double>(), ring[i]!["lat"]!.GetValue<double>());
            var (x2, y2) = (ring[j]!["lon"]!.GetValue<double>(), ring[j]!["lat"]!.GetValue<double>());
            if (y1 > lat != y2 > lat && lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1)
                inside = !inside;
        }
        return inside;
    }
}
