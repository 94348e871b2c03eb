using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Emergency.Domain;
using Emergency.Domain.Drills;

namespace Emergency.Server.Foundation.Problems;

/// <summary>The sentences for people, from the files *.sentences.json beside their nouns; Chinese unless English is asked for.</summary>
internal static class Sentences
{
    private const string Files = ".sentences.json";

    /// <summary>Entries of all files together; throws where two files have the same code.</summary>
    internal static FrozenDictionary<string, Entry> Entries { get; } =
        Load().ToFrozenDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Chinese = Entries.ToFrozenDictionary(
        entry => entry.Key,
        entry => entry.Value.Chinese,
        StringComparer.Ordinal
    );
    private static readonly FrozenDictionary<string, string> English = Entries.ToFrozenDictionary(
        entry => entry.Key,
        entry => entry.Value.English,
        StringComparer.Ordinal
    );

    private static readonly string[] Instants = ["yyyy-MM-ddTHH:mm:sszzz", "O"];
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>Codes of the words that arguments of sentences are written with.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "instant",
        "and",
        .. Enum.GetNames<Role>().Select(role => $"role.{role}"),
        .. Enum.GetNames<Party>().Select(party => $"party.{party}"),
    ];

    public static FrozenDictionary<string, string> In(string language) => language == "en" ? English : Chinese;

    /// <summary>"zh-CN" or "en", from the request's Accept-Language.</summary>
    public static string Language(HttpRequest request) =>
        request
            ?.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.Value)
            .FirstOrDefault(wish =>
                wish is not null
                && (wish.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || wish.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            )
            is { } best
        && best.StartsWith("en", StringComparison.OrdinalIgnoreCase)
            ? "en"
            : "zh-CN";

    public static string Of(string language, Problem problem)
    {
        var form = In(language).GetValueOrDefault(problem.Code, problem.Code);
        IReadOnlyList<string> arguments = problem.Code switch
        {
            "request.bad" or "scenario.bad" => [string.Join("; ", problem.Arguments)],
            // A fault of a whole file has the same sentence as that of a row.
            "import.unreadable" => [Of(language, new Problem($"finding.{problem.Arguments[0]}", [.. problem.Arguments.Skip(1)]))],
            _ => problem.Arguments,
        };
        return arguments
            .Aggregate(
                (Text: form, Index: 0),
                (done, argument) =>
                    (
                        done.Text.Replace(
                            $"{{{done.Index.ToString(CultureInfo.InvariantCulture)}}}",
                            Said(language, argument),
                            StringComparison.Ordinal
                        ),
                        done.Index + 1
                    )
            )
            .Text;
    }

    /// <summary>
    /// Writes an argument for people: an instant as the local time of day, roles and parties by their names, anything else unchanged.
    /// </summary>
    private static string Said(string language, string argument)
    {
        if (DateTimeOffset.TryParseExact(argument, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
            return instant.ToOffset(Shanghai).ToString(In(language)["instant"], CultureInfo.GetCultureInfo(language));
        var words = argument
            .Split(',')
            .Select(part => In(language).GetValueOrDefault(part.StartsWith("party.", StringComparison.Ordinal) ? part : $"role.{part}"))
            .ToList();
        return words.Contains(null) ? argument : string.Join(In(language)["and"], words);
    }

    private static List<KeyValuePair<string, Entry>> Load()
    {
        var (assembly, entries) = (typeof(Sentences).Assembly, new Dictionary<string, Entry>(StringComparer.Ordinal));
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Files, StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            foreach (var (code, entry) in JsonSerializer.Deserialize<Dictionary<string, Entry>>(file)!)
                if (!entries.TryAdd(code, entry))
                    throw new InvalidOperationException($"{code} is said twice, the second time in {name}");
        }
        return [.. entries];
    }

    /// <summary>Sentences and status of a code.</summary>
    /// <param name="Status">The answer's status where it is not 409; null also for words that are no problem.</param>
    internal sealed record Entry(
        [property: JsonPropertyName("zh-CN"), JsonRequired] string Chinese,
        [property: JsonPropertyName("en"), JsonRequired] string English,
        [property: JsonPropertyName("status")] int? Status = null
    );
}
