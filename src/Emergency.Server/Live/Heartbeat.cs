namespace Emergency.Server.Live;

/// <summary>Each second: says how far everybody is, cuts off who has not read for 5 s, forgets what is old.</summary>
public sealed partial class Heartbeat(Outlet outlet, TimeProvider clock, ILogger<Heartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await outlet.Started.WaitAsync(stoppingToken);
        using var beat = new PeriodicTimer(Beat, clock);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            var at = outlet.Told;
            var head = Packet.Head(at);
            foreach (var listener in outlet.Listeners.Values)
            {
                if (listener.Stalled > Longest)
                {
                    Cut(log, listener.Waiting);
                    listener.Abort();
                }
                else listener.Head(at, head);
            }
            outlet.Trim();
        }
    }

    [LoggerMessage(LogLevel.Information, "A listener that stopped reading was cut off; {Waiting} changes waited for it")]
    private static partial void Cut(ILogger log, int waiting);
}
