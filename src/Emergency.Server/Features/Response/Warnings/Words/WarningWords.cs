using System.Text.Json;
using System.Text.Json.Serialization;
using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;

namespace Emergency.Server.Features.Warnings.Words;

/// <summary>
/// The words by which issuers' messages are understood, as data (warning-words.json), each list with its source. A word
/// outside the list is not understood, and is marked.
/// </summary>
internal sealed record WarningWords(
    LevelWords Levels,
    Names LevelParameters,
    ActWords Acts,
    HazardList Hazards,
    IReadOnlyList<CodeSystem> EventCodes,
    CodeSystem EventClasses,
    Names Geocodes,
    PlaceList Places
)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };
    private static readonly Lazy<WarningWords> Embedded = new(() =>
    {
        using var file = typeof(WarningWords).Assembly.GetManifestResourceStream("warning-words.json")!;
        return JsonSerializer.Deserialize<WarningWords>(file, Strict) ?? throw new JsonException("the words are an object");
    });

    public static WarningWords Table => Embedded.Value;
}

/// <summary>Names of a system as senders write them: exactly one of these, in upper or lower case.</summary>
internal sealed record Names(string Source, [property: JsonPropertyName("names")] IReadOnlyList<string> All)
{
    public bool Has(string name) => All.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);
}

/// <summary>Codes of a system, by the names that senders give it.</summary>
internal sealed record CodeSystem(string Source, IReadOnlyList<string> Names, IReadOnlyDictionary<string, Category> Codes)
{
    public bool Is(string name) => Names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);

    public Category? Of(string code) =>
        Codes.FirstOrDefault(one => one.Key.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase)) is { Key: not null } found
            ? found.Value
            : null;

    /// <summary>Finds the hazard by the longest beginning of the code that the table has.</summary>
    public Category? Under(string code) =>
        Codes
            .Where(one => code.Trim().StartsWith(one.Key, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(one => one.Key.Length)
            .Select(one => (Category?)one.Value)
            .FirstOrDefault();
}

internal sealed record LevelWords(string Source, IReadOnlyList<LevelRow> Rows);

/// <param name="Colours">红色, 红.</param>
/// <param name="Ranks">一级, Ⅰ级: the first is the gravest.</param>
internal sealed record LevelRow(
    WarningLevel Level,
    IReadOnlyList<string> Colours,
    IReadOnlyList<string> Ranks,
    IReadOnlyList<string> English
);

/// <summary>
/// Words for the effect of a notice on a level: it is issued, ended, or becomes another; and words that turn an end into
/// none.
/// </summary>
internal sealed record ActWords(
    string Source,
    IReadOnlyList<string> Issue,
    IReadOnlyList<string> End,
    IReadOnlyList<string> Becomes,
    IReadOnlyList<string> NotYetBefore,
    IReadOnlyList<string> Between,
    IReadOnlyList<string> NotYetAfter,
    IReadOnlyList<string> AfterNouns,
    IReadOnlyList<string> Signals,
    IReadOnlyList<string> Follows,
    IReadOnlyList<string> Breaks,
    IReadOnlyList<string> EnglishWarning,
    IReadOnlyList<string> EnglishBefore,
    IReadOnlyList<string> EnglishChange,
    IReadOnlyList<string> EnglishEnd,
    IReadOnlyList<string> EnglishStands,
    IReadOnlyList<string> EnglishNames
);

/// <param name="NotWords">Longer words in which a shorter word of the table does not count.</param>
internal sealed record HazardList(
    string Source,
    IReadOnlyList<string> NotWords,
    IReadOnlyList<HazardRow> Rows,
    IReadOnlyList<CategoryRow> Categories
);

internal sealed record HazardRow(Category Hazard, IReadOnlyList<string> Words);

/// <param name="Fits">Hazards that a word can make of this category.</param>
/// <param name="Alone">The hazard where no word is known.</param>
internal sealed record CategoryRow(CapCategory Category, IReadOnlyList<Category> Fits, Category Alone);

/// <summary>Words of area descriptions. Patterns are regular expressions.</summary>
/// <param name="Alone">Words that mean nothing where they stand alone: behind other characters they end a name (驿城区).</param>
/// <param name="Provinces">Names by 2 digits; <paramref name="Cities"/> by 4.</param>
internal sealed record PlaceList(
    string Source,
    string Parts,
    IReadOnlyList<string> Excluded,
    IReadOnlyList<string> Whole,
    IReadOnlyList<string> Alone,
    IReadOnlyList<string> Loose,
    string Endings,
    IReadOnlyDictionary<string, string> Provinces,
    IReadOnlyDictionary<string, string> Cities
);
