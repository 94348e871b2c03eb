using Emergency.Server.Infrastructure.Broadcast;

namespace Emergency.Server.Across.Live;

/// <summary>
/// Sends all clients the head position each second, cuts off clients that have not read for 5 s, and forgets old changes. Clients are
/// served in groups one after the other: each message needs a buffer for a moment, and those of thousands at once would be allocated anew
/// each second.
/// </summary>
internal sealed partial class Heartbeat(Outlet outlet, TimeProvider clock, ILogger<Heartbeat> log) : BackgroundService
{
    // Number of arrays of one size that the shared pool keeps for each processor.
    private const int AtOnce = 32;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1),
        Longest = TimeSpan.FromSeconds(5),
        Round = 0.8 * Beat;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await outlet.Started.WaitAsync(stoppingToken);
        using var beat = new PeriodicTimer(Beat, clock);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            var all = outlet.Listeners.Values;
            foreach (var (n, part) in all.Chunk(AtOnce).Index())
            {
                if (n > 0)
                    await Task.Delay(Round * AtOnce / all.Count, clock, stoppingToken);
                Tell(part);
            }
            outlet.Trim();
        }
    }

    private void Tell(Listener[] listeners)
    {
        var at = outlet.Told;
        var head = Packet.Head(at);
        foreach (var listener in listeners)
        {
            if (listener.Stalled > Longest)
            {
                Cut(log, listener.Waiting);
                listener.Abort();
            }
            else
                listener.Head(at, head);
        }
    }

    [LoggerMessage(LogLevel.Information, "A listener that stopped reading was cut off; {Waiting} changes waited for it")]
    private static partial void Cut(ILogger log, int waiting);
}
