using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Emergency.Server.Across.Public;

/// <summary>The texts of the public page in one language, from the resource files public.zh-CN.json and public.en.json.</summary>
internal sealed class PublicWords
{
    private static readonly PublicWords Chinese = new("zh-CN"),
        English = new("en");
    private static readonly TimeSpan Here = TimeSpan.FromHours(8);
    private readonly FrozenDictionary<string, string> _words;

    private PublicWords(string language)
    {
        using var file =
            typeof(PublicWords).Assembly.GetManifestResourceStream($"public.{language}.json")
            ?? throw new InvalidOperationException($"public.{language}.json is not built in");
        _words = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Returns the words in Chinese unless English is requested.</summary>
    public static PublicWords In(string? language) => language == "en" ? English : Chinese;

    public IEnumerable<string> Keys => _words.Keys;
    public string Language => _words["language"];

    public bool Speaks(string language) => language is not null && language.StartsWith(Language[..2], StringComparison.OrdinalIgnoreCase);

    /// <summary>A text, its slots {0} and {1} filled.</summary>
    public string this[string key, string first = "", string second = ""] =>
        _words[key].Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);

    /// <summary>Returns a word that may be missing: files may contain unknown codes.</summary>
    public string Or(string key, string otherwise) => _words.GetValueOrDefault(key, otherwise);

    /// <summary>6月18日 02:47; the place's own time.</summary>
    public string Time(DateTimeOffset at) =>
        at.ToOffset(Here).ToString(Language == "en" ? "d MMM HH:mm" : "M月d日 HH:mm", CultureInfo.InvariantCulture);
}
