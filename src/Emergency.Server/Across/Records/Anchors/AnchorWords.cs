using System.Collections.Frozen;
using System.Text.Json;

namespace Emergency.Server.Across.Anchors;

/// <summary>The texts of the sheet in one language, from the resource files anchor.zh-CN.json and anchor.en.json.</summary>
internal sealed class AnchorWords
{
    private static readonly AnchorWords Chinese = new("zh-CN"),
        English = new("en");
    private readonly FrozenDictionary<string, string> _words;

    private AnchorWords(string language)
    {
        using var file = Resource($"anchor.{language}.json");
        _words = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Returns the texts in Chinese unless English is requested.</summary>
    public static AnchorWords In(string? language) => language == "en" ? English : Chinese;

    public IEnumerable<string> Keys => _words.Keys;
    public string this[string key] => _words[key];

    private static Stream Resource(string name) =>
        typeof(AnchorWords).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in");
}
