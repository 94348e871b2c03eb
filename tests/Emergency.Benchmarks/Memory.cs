using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Emergency.Server;
using Emergency.Server.Starting;
using Emergency.Server.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Benchmarks;

/// <summary>What a resident costs the server: its live heap with many residents at risk imported over HTTP, less its heap before, both after a start and a full collection.</summary>
internal static class Memory
{
    private const int PerFile = 20_000;
    private const string Password = "benchmark-0000", Community = "411502001001";

    public static Task<Round> Measure(int residents) => EngineSpeed.InFolder(async folder =>
    {
        Console.WriteLine(FormattableString.Invariant($"\nmemory of {residents:N0} residents"));
        await using (var run = await ServerRun.Start(folder, "--demo", "on", "--demo-password", Password)) { }
        var before = await Heap(folder);
        await using (var run = await ServerRun.Start(folder)) await Load(run.Address, residents);
        var after = await Heap(folder);
        Console.WriteLine(FormattableString.Invariant($"  heap {before / 1e6:F1} MB before, {after / 1e6:F1} MB after: {(double)(after - before) / residents:F0} bytes a resident"));
        return new Round(0, 0);
    });

    /// <summary>The whole product in this process, views come to the journal's end, and nothing asked of it yet.</summary>
    private static async Task<long> Heap(string folder)
    {
        var settings = SettingsReading.Read(["--data", folder, "--ballast", "0", "--urls", "http://127.0.0.1:0"], new Dictionary<string, string>(StringComparer.Ordinal), null).Settings;
        using var logs = Logs.Make();
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        await using var app = Product.Build(settings.With(opened.Installation), opened);
        await app.StartAsync();
        await app.Services.GetRequiredService<Folding>().At(await opened.Engine.Feed.Head(), Timeout.InfiniteTimeSpan, CancellationToken.None);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        await app.StopAsync();
        return heap;
    }

    private static async Task Load(Uri server, int residents)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
        using var session = await http.PostAsJsonAsync(new Uri("/api/session", UriKind.Relative), new { account = "operator", password = Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        for (var from = 0; from < residents; from += PerFile)
        {
            var file = new StringBuilder("resident_id,household_id,name,sex,birth_date,id_no,category,care_level,mobility,special_needs,lives_alone,phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on\n");
            for (var n = from; n < Math.Min(residents, from + PerFile); n++)
                file.Append(CultureInfo.InvariantCulture, $"B{n:000000},,例试{(char)('一' + (n % 2_000))},{(n % 2 == 0 ? "女" : "男")},194{n % 10}-0{1 + (n % 9)}-1{n % 10},,独居老人,B,行走困难,,是,139{n:00000000},{Community},001001-G1,例路{n % 300}号{n % 20}号楼{n % 4}单元{100 + (n % 700)}室,{n % 20}号楼,{n % 4}单元,{114.05 + (n % 1000 * 0.00002):F6},{32.11 + (n / 1000 * 0.00002):F6},是,2026-01-01\n");
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(file.ToString()));
            using var answer = await http.PostAsync(new Uri($"/api/imports/residents?division={Community[..6]}&file=residents.csv", UriKind.Relative), body);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(text);
        }
    }
}
