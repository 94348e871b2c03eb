using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>A template of a paper; slots stand in braces.</summary>
internal sealed record PaperTemplate(string Title, string To, IReadOnlyList<string> Lines, IReadOnlyList<string> Signs);

/// <summary>
/// The one table of letters and notices in one language, from the resource files papers.zh-CN.json and papers.en.json: printed page and
/// document have the same words.
/// </summary>
internal sealed class PaperTexts
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };
    private static readonly PaperTexts Chinese = new("zh-CN"),
        English = new("en");
    private readonly FrozenDictionary<string, PaperTemplate> _papers;
    private readonly FrozenDictionary<string, string> _words;

    private PaperTexts(string language)
    {
        Language = language;
        using var file =
            typeof(PaperTexts).Assembly.GetManifestResourceStream($"papers.{language}.json")
            ?? throw new InvalidOperationException($"papers.{language}.json is not built in");
        using var table = JsonDocument.Parse(file);
        var (papers, words) = (
            new Dictionary<string, PaperTemplate>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        foreach (var part in table.RootElement.EnumerateObject())
        foreach (var one in part.Value.EnumerateObject())
            if (one.Value.ValueKind == JsonValueKind.Object)
                papers.Add(one.Name, one.Value.Deserialize<PaperTemplate>(Strict)!);
            else
                words.Add($"{part.Name}.{one.Name}", one.Value.GetString()!);
        (_papers, _words) = (papers.ToFrozenDictionary(StringComparer.Ordinal), words.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public string Language { get; }

    /// <summary>Returns the texts in Chinese unless English is requested.</summary>
    public static PaperTexts In(string? language) => language == "en" ? English : Chinese;

    public IEnumerable<string> Keys => _words.Keys.Concat(_papers.Keys);

    public PaperTemplate this[string paper] => _papers[paper];

    /// <summary>Returns the word of a key with its slots filled.</summary>
    public string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => Fill(_words[key], slots);

    public bool Knows(string key) => _words.ContainsKey(key);

    /// <summary>A day as it is written.</summary>
    public string Day(DateOnly day) =>
        Say(
            "words.day",
            ("year", day.Year.ToString(CultureInfo.InvariantCulture)),
            ("month", day.Month.ToString(CultureInfo.InvariantCulture)),
            ("date", day.Day.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>Fills the slots of a text, each once: a slot's value is never read as a template.</summary>
    public static string Fill(string text, params ReadOnlySpan<(string Slot, string Value)> slots)
    {
        var (said, at) = (new System.Text.StringBuilder(), 0);
        while (text.IndexOf('{', at) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            said.Append(text, at, open - at).Append(Value(text[(open + 1)..close], slots));
            at = close + 1;
        }
        return said.Append(text, at, text.Length - at).ToString();
    }

    private static string Value(string slot, ReadOnlySpan<(string Slot, string Value)> slots)
    {
        foreach (var (name, value) in slots)
            if (name == slot)
                return value;
        return "";
    }
}
