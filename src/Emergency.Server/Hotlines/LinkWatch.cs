using Emergency.Server.Views;

namespace Emergency.Server.Hotlines;

/// <summary>Asks every partner with a machine whether it is alive: every 2 s, after a first failure already after 1 s; two failures in a row and the line is down. Inbound silence is no sign.</summary>
public sealed class LinkWatch(Partners partners, Links links, Outgoing outgoing, Folding folding, TimeProvider clock) : BackgroundService
{
    private const int Enough = 2;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(2), InDoubt = TimeSpan.FromSeconds(1);

    /// <summary>One centre that stands for several numbers is asked once for all of them.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(partners.All.Where(partner => partner.HasMachine).GroupBy(partner => partner.Url).Select(centre => Watch([.. centre], stoppingToken)));

    private async Task Watch(IReadOnlyList<Partner> lines, CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var began = clock.GetTimestamp();
            bool alive;
            try { alive = await outgoing.Alive(lines[0], stop); }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            failures = alive ? 0 : failures + 1;
            if (alive || failures >= Enough)
                foreach (var line in lines) links.Tell(line.Code, alive ? Link.Up : Link.Down, folding.Now);
            var wait = (failures == 1 ? InDoubt : Each) - clock.GetElapsedTime(began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
