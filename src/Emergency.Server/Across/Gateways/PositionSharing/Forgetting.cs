using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>Forgets outdated positions of teams, each second.</summary>
internal sealed class Forgetting(Positions positions, Folding folding, Clock clock, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
            positions.Forget(folding.Now, clock.Now);
    }
}
