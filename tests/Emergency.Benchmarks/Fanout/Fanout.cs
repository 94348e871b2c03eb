using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Emergency.Benchmarks.Fanout;

/// <summary>
/// Measures changes sent to many clients: clients that count all they hear, fifty distinct keys a second, beside Socket.IO with the same
/// client program; in turn, with one reader in a hundred that stands still, and without.
/// </summary>
internal static class FanoutSpeed
{
    private const int Keys = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3),
        Counted = TimeSpan.FromSeconds(15),
        Between = TimeSpan.FromMilliseconds(1000d / Keys);

    private sealed record Heard(double PerSecond, double OfferedPerSecond, double Median, double P99, int Cut, double KilobytesIdle);

    public static async Task Measure(int clients, int rounds)
    {
        Console.WriteLine(
            FormattableString.Invariant(
                $"\nfan-out: {clients:N0} clients, {Keys} distinct keys/s, {Counted.TotalSeconds:N0} s each, {rounds} rounds in turn"
            )
        );
        foreach (var stalled in (int[])[0, clients / 100])
        {
            var (ours, peer) = (new List<Heard>(), new List<Heard>());
            for (var round = 0; round < rounds; round++)
            {
                await EngineSpeed.InFolder(async folder =>
                {
                    ours.Add(await Play(await Ours.Start(folder, Keys), clients, stalled));
                    return new Round(0, 0);
                });
                peer.Add(await Play(await SocketIo.Start(Keys), clients, stalled));
            }
            Print($"Emergency, {stalled} stalled", ours);
            Print($"Socket.IO, {stalled} stalled", peer);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  → {Median(ours, one => one.PerSecond) / Median(peer, one => one.PerSecond):F1} × its deliveries, p99 {Median(ours, one => one.P99) / Median(peer, one => one.P99):F2} × its"
                )
            );
        }
    }

    private static async Task<Heard> Play(IContestant contestant, int clients, int stalled)
    {
        await using var ending = contestant;
        var file = Path.GetTempFileName();
        var before = Resident(contestant.Pid);
        await using var listeners = await Listening.Start(contestant.Words, clients, stalled, file);
        var idle = (await Settled(contestant.Pid) - before) / (double)clients;
        var told = new ConcurrentDictionary<long, long>();
        var n = await Tell(contestant, 0, WarmUp, told);
        told.Clear();
        await listeners.Reset();
        var (began, first) = (Stopwatch.GetTimestamp(), n);
        n = await Tell(contestant, n, Counted, told);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (changes, cut, _) = await listeners.Stop();
        var lags = (await File.ReadAllLinesAsync(file))
            .Select(line => line.Split(' '))
            .Select(parts =>
                (Position: long.Parse(parts[0], CultureInfo.InvariantCulture), At: long.Parse(parts[1], CultureInfo.InvariantCulture))
            )
            .Where(one => told.ContainsKey(one.Position))
            .Select(one => Math.Max(0, Stopwatch.GetElapsedTime(told[one.Position], one.At).TotalMilliseconds))
            .Order()
            .ToList();
        File.Delete(file);
        if (lags.Count == 0)
            throw new NotShown("no client heard of any change");
        return new(
            changes / took,
            (n - first) / took * (clients - stalled),
            lags[lags.Count / 2],
            lags[(int)(lags.Count * 0.99)],
            cut,
            idle
        );
    }

    /// <summary>Makes changes at an even pace, whatever the answers take; the noted time is the one before the request.</summary>
    private static async Task<long> Tell(IContestant contestant, long n, TimeSpan time, ConcurrentDictionary<long, long> told)
    {
        var began = Stopwatch.GetTimestamp();
        var (open, start) = (new List<Task>(), n);
        for (; Stopwatch.GetElapsedTime(began) < time; n++)
        {
            var (mine, at) = (n, Stopwatch.GetTimestamp());
            open.Add(Task.Run(async () => told[await contestant.Tell(mine)] = at));
            var wait = (n + 1 - start) * Between - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System);
        }
        await Task.WhenAll(open);
        return n;
    }

    /// <summary>Resident memory of a process in kilobytes, as the system counts it.</summary>
    private static double Resident(int pid) =>
        double.Parse(
            File.ReadLines($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/status")
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );

    /// <summary>Waits until two looks in a row differ by less than a hundredth.</summary>
    private static async Task<double> Settled(int pid)
    {
        for (var last = 0d; ; )
        {
            var now = Resident(pid);
            if (Math.Abs(now - last) < now / 100)
                return now;
            last = now;
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }
    }

    private static double Median(List<Heard> rounds, Func<Heard, double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);

    private static void Print(string name, List<Heard> rounds) =>
        Console.WriteLine(
            FormattableString.Invariant(
                $"  {name, -24} {Median(rounds, one => one.PerSecond), 9:N0} delivered/s of {Median(rounds, one => one.OfferedPerSecond), 9:N0} told, median {Median(rounds, one => one.Median), 7:F0} ms, p99 {Median(rounds, one => one.P99), 7:F0} ms, cut {rounds.Sum(one => one.Cut)}, {Median(rounds, one => one.KilobytesIdle):F1} kB per idle client"
            )
        );
}
