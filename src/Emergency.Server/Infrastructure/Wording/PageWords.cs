using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Emergency.Server.Infrastructure.Wording;

/// <summary>
/// The words of papers and files in one language ("zh-CN" or "en"), from the same files that the pages use; headings of lists have a file
/// of their own.
/// </summary>
internal sealed class PageWords(string language)
{
    private static readonly string[] Files =
    [
        "report",
        "role",
        "drill",
        "incident",
        "readiness",
        "door",
        "resident",
        "situation",
        "visit",
        "hazard",
        "entrusted",
        "care",
        "roster",
        "import",
        "party",
        "month",
        "order",
        "accounts",
        "clinic",
        "ground",
        "resource",
        "list",
    ];
    private static readonly FrozenDictionary<string, string> Chinese = Load("zh-CN"),
        English = Load("en");

    public string Language => language;

    /// <summary>All words of a language.</summary>
    public static IEnumerable<string> Keys(string language) => (language == "en" ? English : Chinese).Keys;

    /// <summary>True when an event has words; one without is left out of reports.</summary>
    public static bool Knows(string key) => Chinese.ContainsKey($"report.event.{key}");

    /// <summary>Returns the sentence of a key with its slots filled; the key itself where there is none.</summary>
    public string Say(string key, params ReadOnlySpan<(string Slot, object Value)> slots)
    {
        var text = (language == "en" ? English : Chinese).GetValueOrDefault(key, key);
        foreach (var (slot, value) in slots)
            text = text.Replace($"{{{slot}}}", Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    /// <summary>Returns the word of a code that is data; the code itself where it has none.</summary>
    public string SayOr(string key, string code) => Say(key) is var said && said == key ? code : said;

    /// <summary>Returns the word of a value of an enumeration, under its wire name.</summary>
    public string Say<T>(string noun, T value)
        where T : struct, Enum => Say($"{noun}.{JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())}");

    public string List(IEnumerable<string> all) => string.Join(Say("report.and"), all);

    private static FrozenDictionary<string, string> Load(string language)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Files)
        {
            using var file =
                typeof(PageWords).Assembly.GetManifestResourceStream($"words.{language}.{name}")
                ?? throw new InvalidOperationException($"words.{language}.{name} is not built in");
            using var words = JsonDocument.Parse(file);
            Add(words.RootElement, name, all);
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(JsonElement words, string path, Dictionary<string, string> all)
    {
        foreach (var one in words.EnumerateObject())
            if (one.Value.ValueKind == JsonValueKind.Object)
                Add(one.Value, $"{path}.{one.Name}", all);
            else
                all[$"{path}.{one.Name}"] = one.Value.GetString()!;
    }
}
