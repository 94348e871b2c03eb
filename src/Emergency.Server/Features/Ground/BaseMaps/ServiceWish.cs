using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>A tile service as an operator writes it into base-maps.json: WMTS in either form, or XYZ.</summary>
/// <param name="Urls">Addresses with {z}, {x} and {y}, and {key} where one is needed. Further addresses are drawn above the first, such as
/// the place names of 天地图.</param>
/// <param name="KeyFile">A file in the same folder with the key, which no browser sees.</param>
/// <param name="Grid">degrees for a service in CGCS2000 (EPSG:4490), else mercator (EPSG:3857).</param>
/// <param name="Attribution">Text that must be shown beside the map, such as 审图号.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed partial record ServiceWish(
    string? Id,
    string? Title,
    ListOf<string>? Urls,
    string? Attribution,
    string? KeyFile = null,
    BaseMapForm Form = BaseMapForm.Raster,
    BaseMapGrid Grid = BaseMapGrid.Mercator,
    int MinZoom = 1,
    int MaxZoom = 18
)
{
    public const string FileName = "base-maps.json";
    private const int MostUrls = 3,
        LongestTitle = 30,
        LongestNote = 120,
        DeepestZoom = 22;

    /// <summary>
    /// All services of the folder. A faulty file yields a broken map, which is listed with the fault and cannot be chosen.
    /// </summary>
    public static IReadOnlyList<IBaseMap> Read(string folder, TileService service)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return [];
        static IReadOnlyList<IBaseMap> Broken(BaseMapFault fault, string detail) =>
            [new BrokenBaseMap("services", FileName, fault, detail)];
        try
        {
            var wishes = JsonSerializer.Deserialize<ServiceWish[]>(File.ReadAllBytes(file), Json.Options) ?? [];
            var faults = wishes.SelectMany((wish, n) => wish.Faults(n)).ToList();
            if (wishes.GroupBy(wish => wish.Id, StringComparer.Ordinal).Any(same => same.Count() > 1))
                faults.Add("$: two have one id");
            return faults.Count > 0
                ? Broken(BaseMapFault.Settings, string.Join("; ", faults))
                : [.. wishes.Select(wish => (IBaseMap)new ServiceMap(wish, wish.Key(folder), service))];
        }
        catch (JsonException bad)
        {
            return Broken(BaseMapFault.Settings, $"{Json.PathOf(bad)} is not as it has to be");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return Broken(BaseMapFault.Unreadable, gone.Message);
        }
    }

    private string? Key(string folder) => KeyFile is null ? null : File.ReadAllText(Path.Combine(folder, KeyFile)).Trim();

    private IEnumerable<string> Faults(int n)
    {
        var at = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$[{n}]");
        if (Id is null || !IsId().IsMatch(Id))
            yield return $"{at}.id: 1 to 40 letters of a to z, digits, - and _";
        if (Title is not { Length: > 0 and <= LongestTitle })
            yield return $"{at}.title: 1 to {LongestTitle} characters";
        if (Attribution is not { Length: > 0 and <= LongestNote })
            yield return $"{at}.attribution: 1 to {LongestNote} characters, such as 审图号";
        if (Urls is not { Count: > 0 and <= MostUrls } || !Urls.All(IsAddress))
            yield return $"{at}.urls: 1 to {MostUrls} addresses (http or https) with {{z}}, {{x}} and {{y}}";
        else if (Urls.Any(url => url.Contains("{key}", StringComparison.Ordinal)) != (KeyFile is not null))
            yield return $"{at}.keyFile: where an address has {{key}}, and only there";
        if (KeyFile is not null && KeyFile != Path.GetFileName(KeyFile))
            yield return $"{at}.keyFile: the name of a file in the same folder";
        if (MinZoom < 0 || MaxZoom > DeepestZoom || MinZoom > MaxZoom)
            yield return $"{at}.minZoom, maxZoom: 0 to {DeepestZoom}";
        if (Form == BaseMapForm.Vector && (Grid != BaseMapGrid.Mercator || Urls?.Count > 1))
            yield return $"{at}.form: vector tiles are mercator and of one address";
    }

    private static bool IsAddress(string url) =>
        new[] { "{z}", "{x}", "{y}" }.All(part => url.Contains(part, StringComparison.Ordinal))
        && Uri.TryCreate(url.Replace('{', '0').Replace('}', '0'), UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https"
        && parsed.UserInfo.Length == 0;

    [GeneratedRegex("^[a-z0-9_-]{1,40}$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex IsId();
}
