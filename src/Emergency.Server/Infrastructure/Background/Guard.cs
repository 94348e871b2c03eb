namespace Emergency.Server.Infrastructure.Background;

/// <summary>
/// Runs one background service on behalf of the host. A service that fails is listed in health and started again, after 1 s, then after
/// twice as long each time, at most a minute. No failing part takes the others with it.
/// </summary>
internal sealed partial class Guard(BackgroundService service, GuardedServices all, TimeProvider clock, ILogger<Guard> log)
    : IHostedService,
        IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1),
        Longest = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _name = $"service/{service.GetType().Name}";
    private Task _watching = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await service.StartAsync(CancellationToken.None);
        _watching = Watch(_stop.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await service.StopAsync(cancellationToken);
        await _watching;
    }

    public void Dispose() => _stop.Dispose();

    private async Task Watch(CancellationToken stop)
    {
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            var (running, began) = (service.ExecuteTask!, clock.GetTimestamp());
            // Counts as healthy again once it has run for as long as the last pause.
            await Task.WhenAny(running, Task.Delay(pause, clock, stop));
            if (!running.IsCompleted)
                all.Runs(_name);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A service that ends by itself has done its work.
            if (stop.IsCancellationRequested || running.IsCompletedSuccessfully)
                return;
            if (clock.GetElapsedTime(began) > Longest)
                pause = First;
            all.Fails(_name);
            Failed(log, _name, pause, running.Exception?.GetBaseException());
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            await service.StartAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Service} failed and is started again in {Pause}")]
    private static partial void Failed(ILogger log, string service, TimeSpan pause, Exception? why);
}
