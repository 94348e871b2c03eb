namespace Emergency.Benchmarks.Map;

/// <summary>
/// Measures the command desk in a browser without a GPU: frames under changes with many open incidents beside the same page with ten, in
/// turn; keys and memory with very many.
/// </summary>
internal static class DeskSpeed
{
    private const int Few = 10,
        PerSecond = 50,
        Rounds = 3;

    public static Task Measure(int most, int many, int seconds) =>
        EngineSpeed.InFolder(async folder =>
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"\ndesk: 1920 × 1080 without a GPU, {PerSecond} changes/s; frames of {seconds} s, {Rounds} rounds in turn"
                )
            );
            await MapPage.Build(folder);
            await using var chromium = await Chromium.Start();
            var frames = new Dictionary<int, List<double>> { [Few] = [], [many] = [] };
            for (var round = 0; round < Rounds; round++)
                foreach (var (open, gaps) in frames)
                {
                    await using var desk = await DeskPage.Open(chromium, folder, open);
                    gaps.AddRange(await desk.Gaps(PerSecond, TimeSpan.FromSeconds(seconds)));
                }
            foreach (var (open, gaps) in frames)
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"  {open, 6:N0} open: {PerS(gaps):F1} frames/s, between two p99 {Lags.Of(gaps, 0.99):F0} ms, longest {Lags.Of(gaps, 1):F0} ms, {gaps.Count(gap => gap > 100)} over 100 ms"
                    )
                );
            Console.WriteLine(FormattableString.Invariant($"  → {PerS(frames[many]) / PerS(frames[Few]):P0} of the frames with {Few}"));
            foreach (var open in (int[])[Few, most])
            {
                await using var desk = await DeskPage.Open(chromium, folder, open);
                var quiet = await desk.Keys(0, 5);
                var told = await desk.Keys(PerSecond, 5);
                var (heap, nodes) = await desk.Memory();
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"  {open, 6:N0} open: a key is answered in p50 {Lags.Of(quiet, 0.5):F0}, p99 {Lags.Of(quiet, 0.99):F0}, longest {Lags.Of(quiet, 1):F0} ms; with {PerSecond} changes/s p50 {Lags.Of(told, 0.5):F0}, p99 {Lags.Of(told, 0.99):F0}, longest {Lags.Of(told, 1):F0} ms; heap {heap / 1_000_000:F0} MB, {nodes:N0} nodes"
                    )
                );
            }
            return new Round(0, 0);
        });

    private static double PerS(List<double> gaps) => gaps.Count / gaps.Sum() * 1000;
}
