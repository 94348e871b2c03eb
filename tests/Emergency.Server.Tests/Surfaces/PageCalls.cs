using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Server.Tests.Surfaces;

/// <summary>Requests of the pages to the server: from the sources that a page really loads, beginning at the entries.</summary>
public static partial class PageCalls
{
    private static readonly string Sources = Path.Combine(Material.Root, "src", "web", "src");

    /// <summary>Routes such as "POST /api/orders", each with a source that calls it.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    /// <summary>Source that names addresses requested elsewhere, by the type of their answer.</summary>
    private static readonly string News = Path.Combine("kit", "queries", "news.ts");

    /// <summary>
    /// Addresses written in a form that cannot be compared with the description: neither through the typed client nor through postTo,
    /// fileAt, useRead or read.
    /// </summary>
    public static IReadOnlyList<string> Untyped { get; } =
    [
        .. Loaded()
            .Where(source => source.File != News)
            .SelectMany(source =>
                Raw().Matches(source.Text).Where(raw => !Typed(source.Text, raw.Index)).Select(raw => $"{source.File}: {raw.Value}")
            ),
    ];

    private static Dictionary<string, string> Read()
    {
        var calls = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, text) in Loaded())
        foreach (Match call in Call().Matches(text))
            calls.TryAdd(
                $"{(call.Groups["method"].Success ? call.Groups["method"].Value : call.Groups["how"].Value == "postTo" ? "POST" : "GET")} {call.Groups["path"].Value}",
                file
            );
        return calls;
    }

    private static bool Typed(string text, int at) => Call().Matches(text).Any(call => call.Index < at && at < call.Index + call.Length);

    /// <summary>Every source that a page imports, directly or through others.</summary>
    private static List<(string File, string Text)> Loaded()
    {
        var (found, waiting) = (
            new List<(string, string)>(),
            new Queue<string>(Directory.EnumerateFiles(Path.Combine(Sources, "entries"), "*.ts"))
        );
        var seen = new HashSet<string>(waiting, StringComparer.Ordinal);
        while (waiting.TryDequeue(out var file))
        {
            var text = File.ReadAllText(file);
            found.Add((Path.GetRelativePath(Sources, file), text));
            foreach (Match import in Import().Matches(text))
                if (Resolve(file, import.Groups["from"].Value) is { } next && seen.Add(next))
                    waiting.Enqueue(next);
        }
        return found;
    }

    private static string? Resolve(string file, string from)
    {
        var named =
            from.StartsWith("@/", StringComparison.Ordinal) ? Path.Combine(Sources, from[2..])
            : from.StartsWith('.') ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, from))
            : null;
        return named is null
            ? null
            : new[] { named, named + ".ts", Path.Combine(named, "index.ts") }.FirstOrDefault(one =>
                one.EndsWith(".ts", StringComparison.Ordinal) || one.EndsWith(".vue", StringComparison.Ordinal) ? File.Exists(one) : false
            );
    }

    [GeneratedRegex(
        @"\bapi\s*\.(?<method>GET|POST|PUT|DELETE|PATCH)\(\s*'(?<path>/[^']+)'|\b(?<how>postTo|fileAt|useRead|read)\(\s*'(?<path>/[^']+)'|\b(?:fetch|new Asking)\('(?<path>/health/[^']+)'",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Call();

    [GeneratedRegex(@"['""`]/api/[^'""`\s]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Raw();

    [GeneratedRegex(@"(?<![.\w])(?:from|import)\s*\(?\s*'(?<from>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();
}
