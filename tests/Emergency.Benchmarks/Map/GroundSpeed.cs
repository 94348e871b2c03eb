namespace Emergency.Benchmarks.Map;

/// <summary>
/// Measures the desk's map with the base map of the demo under it beside the same map with none, in turn, in a browser without a GPU:
/// frames and the first picture.
/// </summary>
internal static class GroundSpeed
{
    private const int Doors = 1_000,
        Teams = 50;

    /// <summary>Measurements of one of the two maps in all rounds; milliseconds.</summary>
    private sealed record Seen(List<double> Walked, List<double> Dragged, List<double> First);

    public static Task Measure(int rounds, int seconds) =>
        MapPage.With(async open =>
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"\nground: {Doors:N0} doors, {Teams} teams, 1920 × 1080 without a GPU, {seconds} s each, {rounds} rounds in turn"
                )
            );
            var time = TimeSpan.FromSeconds(seconds);
            var (none, ground) = (new Seen([], [], []), new Seen([], [], []));
            for (var round = 0; round < rounds; round++)
                foreach (var seen in (Seen[])[none, ground])
                {
                    var map = await open(Doors, Teams, ground: seen == ground);
                    seen.First.Add(map.First);
                    await map.Say("walk");
                    seen.Walked.AddRange((await map.Watch(() => Task.Delay(time, TimeProvider.System))).Gaps);
                    seen.Dragged.AddRange((await map.Watch(() => map.PanAndZoom(time))).Gaps);
                    await map.Page.Context.CloseAsync();
                }
            Print("teams walk", none.Walked, ground.Walked);
            Print("dragged and zoomed", none.Dragged, ground.Dragged);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  all in sight drawn first: without p50 {Lags.Of(none.First, 0.5):F0} ms, with p50 {Lags.Of(ground.First, 0.5):F0} ms, longest {Lags.Of(ground.First, 1):F0} ms"
                )
            );
        });

    private static void Print(string what, List<double> none, List<double> ground) =>
        Console.WriteLine(
            FormattableString.Invariant($"  {what, -18} without {Frames(none)}; with {Frames(ground)} → {PerS(ground) / PerS(none):P0}")
        );

    private static string Frames(List<double> gaps) =>
        FormattableString.Invariant(
            $"{PerS(gaps):F1} frames/s, p99 {Lags.Of(gaps, 0.99):F0}, longest {Lags.Of(gaps, 1):F0} ms, {gaps.Count(gap => gap > 100)} over 100 ms"
        );

    private static double PerS(List<double> gaps) => gaps.Count / gaps.Sum() * 1000;
}
