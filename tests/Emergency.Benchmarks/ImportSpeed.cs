using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Emergency.Benchmarks;

/// <summary>
/// Imports one file of a whole county's residents at risk as a job over HTTP; measures the time until it is finished, and whether its
/// progress can be seen.
/// </summary>
internal static class ImportSpeed
{
    private const string Password = "benchmark-0000",
        County = "411502";
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);

    public static Task<Round> Measure(int residents) =>
        EngineSpeed.InFolder(async folder =>
        {
            await using var run = await ServerRun.Start(folder, "--demo", "on", "--demo-password", Password);
            using var duty = await ManyResidents.SignedIn(run.Address, "duty", Password);
            var communities = new List<string>();
            foreach (var street in await DrillStart.Below(duty, County))
                communities.AddRange(await DrillStart.Below(duty, street));
            using var http = await ManyResidents.SignedIn(run.Address, "operator", Password);
            var text = ManyResidents.File(communities, 0, residents);
            var began = Stopwatch.GetTimestamp();
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            using var answer = await http.PostAsync(
                new Uri($"/api/imports/residents?division={County}&file=residents.csv&later=true", UriKind.Relative),
                body
            );
            var told = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(told);
            var sent = Stopwatch.GetElapsedTime(began);
            var path = $"/api/imports/{JsonDocument.Parse(told).RootElement.GetProperty("importId").GetString()}";
            var (seen, phases) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, TimeSpan>(StringComparer.Ordinal));
            JsonElement at;
            do
            {
                await Task.Delay(Often, TimeProvider.System);
                at = JsonDocument.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
                var phase = at.GetProperty("phase").GetString()!;
                phases[phase] = Stopwatch.GetElapsedTime(began);
                seen.Add($"{phase} {at.GetProperty("done").GetInt32()}");
            } while (at.GetProperty("phase").GetString() != "ended");
            var whole = Stopwatch.GetElapsedTime(began);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"\n{residents:N0} residents of {communities.Count} communities, one file of {text.Length / 1e6:F1} MB: {at.GetProperty("state").GetString()}, {at.GetProperty("rows").GetInt32():N0} rows in {whole.TotalSeconds:F1} s; answered after {sent.TotalSeconds:F2} s, {seen.Count} different places of the bar seen"
                )
            );
            foreach (var (phase, until) in phases)
                Console.WriteLine(FormattableString.Invariant($"  {phase} until {until.TotalSeconds:F1} s"));
            return new Round(0, 0);
        });
}
