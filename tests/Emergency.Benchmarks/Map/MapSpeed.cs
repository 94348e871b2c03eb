namespace Emergency.Benchmarks.Map;

/// <summary>
/// Measures the desk's map with many doors and teams in a browser without a GPU, beside the same page without any: script time per frame
/// and frames per second.
/// </summary>
internal static class MapSpeed
{
    public static Task Measure(int doors, int teams, int seconds) =>
        MapPage.With(async open =>
        {
            Console.WriteLine(
                FormattableString.Invariant($"\nmap: {doors:N0} doors, {teams:N0} teams, 1920 × 1080 without a GPU, {seconds} s each")
            );
            var time = TimeSpan.FromSeconds(seconds);
            foreach (var (name, someDoors, someTeams) in new[] { ("empty", 0, 0), ("full", doors, teams) })
            {
                var map = await open(someDoors, someTeams);
                Task Rest() => Task.Delay(time, TimeProvider.System);
                Print(name, "stands", await map.Watch(Rest));
                if (someTeams > 0)
                    foreach (
                        var (zoom, word, what) in new[]
                        {
                            (15d, "walk", "teams walk, clusters"),
                            (18.5, "walk", "teams walk, blocks"),
                            (15, "leap", "all teams each second"),
                        }
                    )
                    {
                        await map.Look(zoom);
                        await map.Say(word);
                        Print(name, what, await map.Watch(Rest));
                        await map.Say("stand");
                        await map.Drawn();
                    }
                await map.Look(15);
                if (someTeams > 0)
                    await map.Say("walk");
                Print(name, "dragged and zoomed", await map.Watch(() => map.PanAndZoom(time)));
                await map.Say("stand");
                await map.Look(15);
                await map.Page.Context.CloseAsync();
            }
        });

    private static void Print(string name, string what, Watched seen) =>
        Console.WriteLine(
            FormattableString.Invariant(
                $"  {name, -6} {what, -22} script per frame p50 {Lags.Of(seen.Script, 0.5), 5:F1} ms, p99 {Lags.Of(seen.Script, 0.99), 5:F1} ms, max {Lags.Of(seen.Script, 1), 5:F1} ms (by the clock p99 {Lags.Of(seen.ByClock, 0.99), 5:F1} ms); {seen.Gaps.Count / seen.Gaps.Sum() * 1000, 5:F1} frames/s, longest gap {Lags.Of(seen.Gaps, 1), 5:F0} ms"
            )
        );
}
