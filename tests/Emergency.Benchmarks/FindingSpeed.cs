using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures searches for people over HTTP in the registers of a county of 269 communities: an officer of the whole county asks by name,
/// number and door, narrows, and goes from window to window; beside them a page of one community's register, which is loaded and recorded
/// the same way.
/// </summary>
internal static class FindingSpeed
{
    internal const string Officer = "officer-of-all",
        Password = "benchmark-0000",
        County = "411502";

    public static Task<Round> Measure(int residents) =>
        EngineSpeed.InFolder(async folder =>
        {
            IReadOnlyList<string> communities;
            await using (var run = await ServerRun.Start(folder, "--demo", "on", "--demo-password", Password))
            {
                communities = await Communities(run.Address);
                await ManyResidents.Import(run.Address, Password, communities, residents);
            }
            await Account(folder);
            await using var running = await ServerRun.Start(folder);
            await Ask(running.Address, communities);
            return new Round(0, 0);
        });

    internal static async Task Ask(Uri server, IReadOnlyList<string> communities)
    {
        using var http = await ManyResidents.SignedIn(server, Officer, Password);
        var there = await Count(http, new { limit = 1 });
        Console.WriteLine(FormattableString.Invariant($"\nfinding among {there:N0} residents of {communities.Count} communities"));
        Report("by part of a name", await Times(n => Count(http, new { words = $"{(char)('一' + (n * 7 % 2_000))}" })));
        Report("by the last four of a number", await Times(n => Count(http, new { words = Text($"{n * 37 % 10_000:0000}") })));
        Report("by a door", await Times(n => Count(http, new { words = Text($"{n % 20}号楼 {n % 4}单元") })));
        Report("by a group of a village", await Times(n => Count(http, new { words = Text($"{1 + (n % ManyResidents.Groups)}组") })));
        Report("by a filter", await Times(_ => Count(http, new { unverified = true, limit = 100 })));
        Report("a window", await Times(n => Count(http, new { from = n * 197 % there, limit = 100 })));
        Report("beside: a page of one community's register", await Times(n => Page(http, communities[n % communities.Count])));
    }

    /// <summary>All communities of the county, as its duty desk loads them.</summary>
    internal static async Task<IReadOnlyList<string>> Communities(Uri server)
    {
        using var duty = await ManyResidents.SignedIn(server, "duty", Password);
        var all = new List<string>();
        foreach (var street in await DrillStart.Below(duty, County))
            all.AddRange(await DrillStart.Below(duty, street));
        return all;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Adds an account with the rights of a street officer, in the whole county.</summary>
    internal static async Task Account(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var word in (string[])
                [
                    Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll"),
                    "account",
                    "add",
                    Officer,
                    "StreetOfficer",
                    County,
                    "--data",
                    folder,
                ]
        )
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(Password);
        var told = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(told);
    }

    internal static async Task<List<double>> Times(Func<int, Task> ask)
    {
        var times = new List<double>();
        for (var n = 0; n < 200; n++)
        {
            var began = Stopwatch.GetTimestamp();
            await ask(n);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        return times;
    }

    internal static void Report(string what, List<double> times) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {what}: p50 {times[times.Count / 2]:F0} ms, p99 {times[times.Count * 99 / 100]:F0} ms"
            )
        );

    private static async Task<int> Count(HttpClient http, object search)
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"/api/divisions/{County}/residents/find", UriKind.Relative), search);
        var text = await answer.Content.ReadAsStringAsync();
        var found = answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text).GetProperty("count").GetInt32() : 0;
        return found > 0 ? found : throw new InvalidOperationException($"{JsonSerializer.Serialize(search)}: {text}");
    }

    private static async Task Page(HttpClient http, string community)
    {
        using var answer = await http.GetAsync(new Uri($"/api/communities/{community}/residents?limit=100", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }
}
