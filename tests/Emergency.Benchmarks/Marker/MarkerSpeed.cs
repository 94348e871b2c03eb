using System.Diagnostics;
using Emergency.Benchmarks.Fanout;

namespace Emergency.Benchmarks.Marker;

/// <summary>
/// Measures the time from a signed case of the 119 to its marker on another person's map in a real browser: alone, and while many watch the
/// county and commands run; in turn, on the same server and the same page.
/// </summary>
internal static class MarkerSpeed
{
    private const int Cases = 60;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3),
        Longest = TimeSpan.FromSeconds(30);

    private sealed record Seen(
        IReadOnlyList<double> Drawn,
        IReadOnlyList<double> Answered,
        double Commands,
        double CommandsP99,
        double Told,
        int Heard
    );

    public static Task Measure(int watchers, int commands, int rounds) =>
        EngineSpeed.InFolder(async folder =>
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"\ncase received → marker on another browser's map: {watchers:N0} watchers, {commands:N0} commands/s, {Cases} cases a round, {rounds} rounds in turn"
                )
            );
            await using var scene = await Scene.Start(folder);
            await using var chromium = await Chromium.Start();
            var desk = await Desk.Open(chromium, scene.Address);
            var (alone, loaded, n) = (new List<Seen>(), new List<Seen>(), 0);
            await Play(scene, desk, 10, n += 10);
            for (var round = 0; round < rounds; round++)
            {
                alone.Add(await Alone(scene, desk, n += Cases));
                loaded.Add(await Loaded(scene, desk, n += Cases, watchers, commands));
            }
            Print("nobody else", alone);
            Print("watched, commands run", loaded);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  {loaded.Average(one => one.Commands):F1} commands/s answered of {commands} wanted, p99 {loaded.Max(one => one.CommandsP99):F0} ms; {loaded.Min(one => one.Heard):N0} of {watchers:N0} watchers heard every case; {loaded.Average(one => one.Told):N0} changes/s delivered to them"
                )
            );
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  → p50 {Of(loaded, 0.5) / Of(alone, 0.5):F2} × as long as with nobody else, p99 {Of(loaded, 0.99) / Of(alone, 0.99):F2} ×"
                )
            );
            return new Round(0, 0);
        });

    private static async Task<Seen> Alone(Scene scene, Desk desk, int from)
    {
        var (drawn, answered, _) = await Play(scene, desk, Cases, from);
        return new(drawn, answered, 0, 0, 0, 0);
    }

    private static async Task<Seen> Loaded(Scene scene, Desk desk, int from, int watchers, int commands)
    {
        var file = Path.GetTempFileName();
        await using var listeners = await Listening.Start(
            ["ours", scene.Address.ToString(), scene.Commander.Token, $"division/{Scene.County}"],
            watchers,
            0,
            file
        );
        var load = new Load(scene.Commands, commands);
        IReadOnlyList<double> drawn,
            answered;
        IReadOnlyList<string> ids;
        double took;
        await using (load)
        {
            await Task.Delay(WarmUp, TimeProvider.System);
            await listeners.Reset();
            var began = Stopwatch.GetTimestamp();
            (drawn, answered, ids) = await Play(scene, desk, Cases, from);
            took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        var heard = 0;
        for (
            var began = Stopwatch.GetTimestamp();
            (heard = await listeners.Heard(ids)) < watchers;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System)
        )
            if (Stopwatch.GetElapsedTime(began) > Longest)
                throw new NotShown(FormattableString.Invariant($"only {heard} of {watchers} watchers heard every case"));
        var (told, _, _) = await listeners.Stop();
        File.Delete(file);
        return new(drawn, answered, load.Reached.PerSecond, load.Reached.P99, told / took, heard);
    }

    /// <summary>
    /// Plays one case after the other, each withdrawn once its marker was seen; milliseconds to the marker and to the server's answer.
    /// </summary>
    private static async Task<(IReadOnlyList<double> Drawn, IReadOnlyList<double> Answered, IReadOnlyList<string> Ids)> Play(
        Scene scene,
        Desk desk,
        int count,
        int from
    )
    {
        var (drawn, answered, ids) = (new List<double>(), new List<double>(), new List<string>());
        for (var n = from; n < from + count; n++)
        {
            var at = TimeProvider.System.GetUtcNow();
            var id = await scene.Case(n);
            answered.Add((TimeProvider.System.GetUtcNow() - at).TotalMilliseconds);
            drawn.Add(await desk.Drawn(id) - (at - DateTimeOffset.UnixEpoch).TotalMilliseconds);
            ids.Add(id);
            await scene.Withdraw(id);
            // Uneven pauses, so that no case falls in step with a beat of server or browser.
            await Task.Delay(TimeSpan.FromMilliseconds(100 + (n * 37 % 101)), TimeProvider.System);
        }
        return (drawn, answered, ids);
    }

    private static double Of(List<Seen> rounds, double part) => Lags.Of([.. rounds.SelectMany(one => one.Drawn)], part);

    private static void Print(string name, List<Seen> rounds) =>
        Console.WriteLine(
            FormattableString.Invariant(
                $"  {name, -22} {rounds.Sum(one => one.Drawn.Count), 4} cases: marker drawn p50 {Of(rounds, 0.5):F0} ms, p99 {Of(rounds, 0.99):F0} ms, max {Of(rounds, 1):F0} ms (p50 of each round {string.Join(", ", rounds.Select(one => FormattableString.Invariant($"{Lags.Of(one.Drawn, 0.5):F0}")))}); the 119 was answered after p50 {Lags.Of([.. rounds.SelectMany(one => one.Answered)], 0.5):F0} ms"
            )
        );
}
