using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Emergency.Server.Problems;

/// <summary>The sentences for people, from the resource files sentences.zh-CN.json and sentences.en.json; Chinese unless English is asked for.</summary>
public static class Sentences
{
    private static readonly FrozenDictionary<string, string> Chinese = Load("zh-CN"), English = Load("en");

    public static FrozenDictionary<string, string> In(string language) => language == "en" ? English : Chinese;

    /// <summary>"zh-CN" or "en", from the request's Accept-Language.</summary>
    public static string Language(HttpRequest request) =>
        request?.GetTypedHeaders().AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1).Select(wish => wish.Value.Value).FirstOrDefault(wish => wish is not null && (wish.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || wish.StartsWith("en", StringComparison.OrdinalIgnoreCase)))
            is { } best && best.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "zh-CN";

    public static string Of(string language, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var form = In(language).GetValueOrDefault(problem.Code, problem.Code);
        var arguments = problem.Code == "request.bad" ? [string.Join("; ", problem.Arguments)] : problem.Arguments;
        return arguments.Aggregate((Text: form, Index: 0), (done, argument) => (done.Text.Replace($"{{{done.Index.ToString(CultureInfo.InvariantCulture)}}}", argument, StringComparison.Ordinal), done.Index + 1)).Text;
    }

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var file = typeof(Sentences).Assembly.GetManifestResourceStream($"sentences.{language}.json") ?? throw new InvalidOperationException($"sentences.{language}.json is not built in");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
