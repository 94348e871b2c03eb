using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Logging;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures the time in which a drill over every community of a county starts, until its realm answers, and the growth of the live heap by
/// its realm: at the start, and after doors in it were checked.
/// </summary>
internal static class DrillStart
{
    private const string Password = "benchmark-0000";
    private static readonly string[] Parties = ["police", "fire-rescue", "ambulance", "service-line", "duty-room"];

    public static Task<Round> Measure(int residents) =>
        EngineSpeed.InFolder(async folder =>
        {
            IReadOnlyList<string> communities;
            await using (var run = await ServerRun.Start(folder, "--demo", "on", "--demo-password", Password))
            {
                using var http = await ManyResidents.SignedIn(run.Address, "duty", Password);
                var found = new List<string>();
                foreach (var street in await Below(http, "411502"))
                    found.AddRange(await Below(http, street));
                communities = found;
                await ManyResidents.Import(run.Address, Password, communities, residents);
            }
            Console.WriteLine(FormattableString.Invariant($"\na drill over {communities.Count} communities with {residents:N0} residents"));
            for (var round = 0; round < 3; round++)
                await Drill(folder, communities);
            return new Round(0, 0);
        });

    private static async Task Drill(string folder, IReadOnlyList<string> communities)
    {
        var settings = SettingsReading
            .Read(
                ["--data", folder, "--ballast", "0", "--urls", "http://127.0.0.1:0"],
                new Dictionary<string, string>(StringComparer.Ordinal),
                null
            )
            .Settings;
        using var logs = Logs.Make();
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        await using var app = Product.Build(settings.With(opened.Installation), opened);
        await app.StartAsync();
        await Folded(app, opened);
        using var http = await ManyResidents.SignedIn(
            new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            "duty",
            Password
        );
        var drill = (
            await Post(
                http,
                "/api/drills",
                new
                {
                    title = "全县演练",
                    scenario = "flood-night",
                    form = "field",
                    communities,
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).GetProperty("id").GetString();
        foreach (var party in Parties)
            await Post(http, $"/api/drills/{drill}/tell", new { party, name = "例班长" });
        await Get(http, "/api/incidents");
        var before = await Heap(app, opened);

        var began = Stopwatch.GetTimestamp();
        await Post(http, $"/api/drills/{drill}/start", new { });
        var accepted = Stopwatch.GetElapsedTime(began);
        var realm = (await Get(http, $"/api/drills/{drill}")).GetProperty("drill").GetProperty("realm").GetString();
        await Get(http, $"/api/incidents?realm={realm}");
        var answers = Stopwatch.GetElapsedTime(began);
        await Get(http, $"/api/communities/{communities[^1]}?realm={realm}");
        var started = await Heap(app, opened);

        var incident = (
            await Post(
                http,
                $"/api/incidents?realm={realm}",
                new
                {
                    category = "fire",
                    title = "演练",
                    priority = "life",
                    location = new { lon = 114.06, lat = 32.115 },
                }
            )
        ).GetProperty("id").GetString();
        await Post(
            http,
            $"/api/incidents/{incident}/impact?realm={realm}",
            new
            {
                circle = new
                {
                    lon = 114.06,
                    lat = 32.115,
                    metres = 800,
                },
            }
        );
        var doors = 0;
        for (
            var waited = Stopwatch.GetTimestamp();
            doors == 0 && Stopwatch.GetElapsedTime(waited) < TimeSpan.FromSeconds(30);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System)
        )
            doors = (await Get(http, $"/api/incidents/{incident}/doors?realm={realm}"))
                .GetProperty("communities")
                .EnumerateArray()
                .Sum(one => one.GetProperty("persons").GetArrayLength());
        var played = await Heap(app, opened);
        await Post(http, $"/api/drills/{drill}/end", new { });
        Console.WriteLine(
            FormattableString.Invariant(
                $"  started after {accepted.TotalMilliseconds:F0} ms, its realm answers after {answers.TotalMilliseconds:F0} ms; heap {before / 1e6:F1} MB, the drill adds {(started - before) / 1e3:F0} kB, with {doors} doors to check {(played - before) / 1e3:F0} kB"
            )
        );
        await app.StopAsync();
    }

    internal static async Task<IEnumerable<string>> Below(HttpClient http, string division) =>
        (await Get(http, $"/api/divisions?parent={division}&limit=200"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(one => one.GetProperty("code").GetString()!);

    private static async Task Folded(WebApplication app, Opened opened) =>
        await app
            .Services.GetRequiredService<Folding>()
            .At(await opened.Engine.Feed.Head(), Timeout.InfiniteTimeSpan, CancellationToken.None);

    private static async Task<long> Heap(WebApplication app, Opened opened)
    {
        await Folded(app, opened);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<JsonElement> Get(HttpClient http, string path) =>
        await Read(await http.GetAsync(new Uri(path, UriKind.Relative)));

    private static async Task<JsonElement> Post(HttpClient http, string path, object body) =>
        await Read(await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body));

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new InvalidOperationException(text);
        }
    }
}
