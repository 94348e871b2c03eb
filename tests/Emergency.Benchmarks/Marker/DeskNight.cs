using System.Diagnostics;

namespace Emergency.Benchmarks.Marker;

/// <summary>
/// Measures a night with few and with very many open incidents: the time until the 119 gets its answer while nobody looks and while a desk
/// is open in a real browser, in turn on the same server; and the size of the page of that desk.
/// </summary>
internal static class DeskNight
{
    private const int PerSecond = 10;
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(15);

    public static Task Measure(int most) =>
        EngineSpeed.InFolder(async folder =>
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"\n119 → answer at {PerSecond} cases/s, rounds of {Lasting.TotalSeconds:F0} s in turn: nobody looks, a desk is open"
                )
            );
            await using var scene = await Scene.Start(folder);
            var opened = 0;
            foreach (var open in (int[])[1_000, most])
            {
                await Parallel.ForAsync(
                    opened,
                    open,
                    new ParallelOptions { MaxDegreeOfParallelism = 16 },
                    async (one, _) => await scene.Case(one)
                );
                opened = Math.Max(opened, open);
                await using var chromium = await Chromium.Start();
                var page = await chromium.SignIn(scene.Address, "commander", Caller.Password);
                var (alone, looked, nodes, cards) = (new List<double>(), new List<double>(), 0, 0);
                for (var round = 0; round < 2; round++)
                {
                    await page.GotoAsync("about:blank");
                    alone.Add(await Waits());
                    await page.GotoAsync("/command");
                    await Microsoft
                        .Playwright.Assertions.Expect(page.Locator(".board .card").First)
                        .ToBeVisibleAsync(new() { Timeout = 120_000 });
                    looked.Add(await Waits());
                    nodes = await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length");
                    cards = await page.EvaluateAsync<int>("() => document.querySelectorAll('.board .card').length");
                }
                var asked = await Asked(scene);
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"  {open:N0} open: p99 {string.Join(", ", alone.Select(one => $"{one:F0}"))} ms while nobody looks, {string.Join(", ", looked.Select(one => $"{one:F0}"))} ms with a desk ({looked.Average() / alone.Average():F2} ×); the page has {nodes:N0} nodes, {cards} of them cards; /api/incidents/joinable {asked:F1} ms"
                    )
                );
            }
            return new Round(0, 0);

            async Task<double> Waits()
            {
                var (first, more) = (opened, 0);
                var load = new Load([n => scene.Case(first + (more = (int)n))], PerSecond);
                await using (load)
                    await Task.Delay(Lasting, TimeProvider.System);
                opened = first + more + 1;
                return load.Reached.P99;
            }
        });

    private static async Task<double> Asked(Scene scene)
    {
        var took = new List<double>();
        for (var n = 0; n < 21; n++)
        {
            var began = Stopwatch.GetTimestamp();
            await scene.Commander.Get("/api/incidents/joinable");
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return Lags.Of(took, 0.5);
    }
}
