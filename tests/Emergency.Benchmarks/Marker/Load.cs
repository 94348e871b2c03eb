using System.Diagnostics;

namespace Emergency.Benchmarks.Marker;

/// <summary>Sends commands at an even pace, whatever the answers take, until it is ended.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<double> _waits = [];
    private readonly Task _running;
    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _took;

    public Load(IReadOnlyList<Func<long, Task>> commands, int perSecond) => _running = Task.Run(() => Run(commands, perSecond));

    /// <summary>Answered commands per second, and milliseconds to the answer of the slowest hundredth; after the end.</summary>
    public (double PerSecond, double P99) Reached => (_waits.Count / _took.TotalSeconds, Lags.Of(_waits, 0.99));

    private async Task Run(IReadOnlyList<Func<long, Task>> commands, int perSecond)
    {
        var open = new List<Task>();
        for (long n = 0; !_stop.IsCancellationRequested; n++)
        {
            var mine = n;
            open.RemoveAll(task => task.IsCompletedSuccessfully);
            // A refused command ends the benchmark now, not when all have been sent.
            if (open.Find(task => task.IsFaulted) is { } refused)
                await refused;
            open.Add(
                Task.Run(async () =>
                {
                    var at = Stopwatch.GetTimestamp();
                    await commands[(int)(mine % commands.Count)](mine / commands.Count);
                    lock (_waits)
                        _waits.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                })
            );
            var wait = TimeSpan.FromSeconds((double)(n + 1) / perSecond) - Stopwatch.GetElapsedTime(_began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(open);
        _took = Stopwatch.GetElapsedTime(_began);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
