using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Domain;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// Measures every GET of the everyday half over HTTP, for a secretary, a street's officer and the county's commander, after one quiet year
/// and after several: shows slow ones, and those that grow with the years.
/// </summary>
internal static partial class QuietPages
{
    private const string Community = "411502001001",
        Street = "411502001",
        Peer = "/api/session";

    /// <summary>Longest answer in milliseconds.</summary>
    private const double Most = 200;

    // Routes that no page of quiet days loads, or that send a file of everything.
    private static readonly string[] Others = ["/export", "/attachments", "/me/outbox", "/protection", "/clinic", "/access"];
    private static readonly (string Account, string[] Codes)[] Readers =
    [
        ("secretary", [Community]),
        ("street", [Community, Street]),
        ("commander", [Community, Street, County.Code]),
    ];

    public static Task<Round> Measure(int residents, int years, int times) =>
        EngineSpeed.InFolder(async folder =>
        {
            var young = await Of(Path.Combine(folder, "young"), residents, 1, times);
            var old = await Of(Path.Combine(folder, "old"), residents, years, times);
            var peer = old[Peer];
            Say($"\nreadings of 269 communities after {years} years, {times} each: p50, p99 (× {Peer}), p99 after one year");
            foreach (var (what, time) in old.OrderByDescending(one => one.Value.P99).ThenBy(one => one.Key, StringComparer.Ordinal))
            {
                var then = young.TryGetValue(what, out var one) ? one : default;
                var grows = then.P50 > 0 && time.P50 > 5 && time.P50 > 2 * then.P50 ? "  grows" : "";
                Say(
                    $"  {time.P50, 7:F1} {time.P99, 7:F1} ms ({time.P99 / peer.P99, 5:F1} ×) {then.P99, 7:F1} ms  {what}{grows}{(time.P99 > Most ? "  slow" : "")}"
                );
            }
            return new Round(0, 0);
        });

    private static async Task<Dictionary<string, (double P50, double P99)>> Of(string folder, int residents, int years, int times)
    {
        Directory.CreateDirectory(folder);
        IReadOnlyList<string> communities;
        await using (var run = await ServerRun.Start(folder, "--demo", "on", "--demo-password", FindingSpeed.Password))
            communities = await FindingSpeed.Communities(run.Address);
        await QuietYears.Write(folder, communities, residents, years);
        await using var running = await ServerRun.Start(folder);
        Say($"{years} quiet years of {communities.Count} communities: ready after {running.Took.TotalSeconds:F1} s");
        var found = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        foreach (var (account, codes) in Readers)
        {
            using var http = await ManyResidents.SignedIn(running.Address, account, FindingSpeed.Password);
            foreach (var path in await Paths(http, codes))
                if (await Times(http, path, times) is { } spent)
                    found[path == Peer ? path : $"{account} {path}"] = (spent[spent.Count / 2], spent[spent.Count * 99 / 100]);
        }
        return found;
    }

    /// <summary>All GET paths, with their parameters filled in from lists.</summary>
    private static async Task<IEnumerable<string>> Paths(HttpClient http, string[] codes)
    {
        var api = await Get(http, "/openapi/v1.json") ?? throw new NotShown("no description of the API");
        var things = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["county"] = County.Code,
            ["member"] = await First(http, $"/api/communities/{Community}/team", "items", "id"),
            ["personId"] = await First(http, $"/api/communities/{Community}/residents", "items", "personId"),
            ["lot"] = await First(http, $"/api/stores/{Community}", "lots", "id"),
            ["hazardId"] = await First(http, $"/api/communities/{Community}/hazards", "items", "id"),
        };
        return api.GetProperty("paths")
            .EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _) && !Others.Any(path.Name.Contains))
            .SelectMany(path =>
                path.Name.Contains("{code}", StringComparison.Ordinal)
                    ? codes.Select(code => path.Name.Replace("{code}", code, StringComparison.Ordinal))
                    : [path.Name]
            )
            .Select(path => Parameter().Replace(path, of => things.GetValueOrDefault(of.Groups["name"].Value) ?? of.Value))
            .Where(path => !path.Contains('{', StringComparison.Ordinal))
            .SelectMany(Windows)
            .Append(Peer)
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    // A route that takes a past day or another period is asked for that too.
    private static IEnumerable<string> Windows(string path)
    {
        yield return path;
        var past = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(-200);
        if (path.StartsWith("/api/readiness/", StringComparison.Ordinal))
            yield return $"{path}?day={past:yyyy-MM-dd}";
        if (path.EndsWith("/calendar", StringComparison.Ordinal))
            yield return $"{path}?from={past.AddDays(240):yyyy-MM-dd}&to={past.AddDays(300):yyyy-MM-dd}";
    }

    private static async Task<List<double>?> Times(HttpClient http, string path, int times)
    {
        if (await Ask(http, path) is not { Status: HttpStatusCode.OK })
            return null;
        var spent = new List<double>();
        while (spent.Count < times)
        {
            var began = Stopwatch.GetTimestamp();
            var (status, wait) = await Ask(http, path);
            // A route with a rate limit is waited for.
            if (wait is { } pause)
                await Task.Delay(pause, TimeProvider.System);
            else if (status == HttpStatusCode.OK)
                spent.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            else
                throw new NotShown($"{path} is answered once and then no more: {(int)status}");
        }
        spent.Sort();
        return spent;
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? Wait)> Ask(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter?.Delta : null);
    }

    private static async Task<JsonElement?> Get(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()) : null;
    }

    private static async Task<string?> First(HttpClient http, string path, string list, string id) =>
        await Get(http, path) is { } body && body.TryGetProperty(list, out var items) && items.GetArrayLength() > 0
            ? items[0].TryGetProperty(id, out var found)
                ? found.GetString()
                : items[0]
                    .EnumerateObject()
                    .Select(one => one.Value)
                    .Where(one => one.ValueKind == JsonValueKind.Object)
                    .Select(one => one.TryGetProperty(id, out var inner) ? inner.GetString() : null)
                    .FirstOrDefault(one => one is not null)
            : null;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
