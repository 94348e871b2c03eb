using System.Diagnostics;
using System.Globalization;

namespace Emergency.Benchmarks;

/// <summary>Result of a contestant in a round: commands a second, and the wait of the slowest hundredth.</summary>
internal sealed record Round(double PerSecond, double P99);

/// <summary>Plays contestants in turn, A B A B …, and prints the median; no verdict where the rounds spread by more than 15 %.</summary>
internal static class Rounds
{
    public static async Task Run(string title, int rounds, IReadOnlyList<(string Name, Func<Task<Round>> Play)> contestants)
    {
        var played = contestants.ToDictionary(one => one.Name, _ => new List<Round>(), StringComparer.Ordinal);
        foreach (var (_, play) in contestants)
            await play();
        for (var round = 0; round < rounds; round++)
            foreach (var (name, play) in contestants)
                played[name].Add(await play());
        Console.WriteLine($"\n{title} ({rounds.ToString(CultureInfo.InvariantCulture)} rounds in turn)");
        var first = Median(played[contestants[0].Name].Select(round => round.PerSecond));
        foreach (var (name, _) in contestants)
        {
            var speeds = played[name].Select(round => round.PerSecond).Order().ToList();
            var (median, spread) = (Median(speeds), (speeds[^1] - speeds[0]) / Median(speeds));
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  {name, -28} {median, 10:N0}/s  p99 {Median(played[name].Select(round => round.P99)), 7:F2} ms  spread {spread * 100, 3:F0} %  engine is {first / median * 100:F0} % of it{(spread > 0.15 ? "  (no verdict)" : "")}"
                )
            );
        }
    }

    /// <summary>
    /// Runs senders that each wait for one answer before they send the next. The first command of each is not counted: it wakes the entity.
    /// </summary>
    public static async Task<Round> Senders(int senders, TimeSpan time, Func<int, long, Task> send)
    {
        var waits = new List<double>[senders];
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() => send(sender, 1))));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, senders)
                .Select(sender =>
                    Task.Run(async () =>
                    {
                        var mine = waits[sender] = new List<double>(10_000);
                        for (long n = 2; Stopwatch.GetElapsedTime(began) < time; n++)
                        {
                            var at = Stopwatch.GetTimestamp();
                            await send(sender, n);
                            mine.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                        }
                    })
                )
        );
        var took = Stopwatch.GetElapsedTime(began);
        var all = waits.SelectMany(wait => wait).Order().ToList();
        return new Round(all.Count / took.TotalSeconds, all[(int)(all.Count * 0.99)]);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
