using System.Globalization;
using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>
/// Follows changes of the master key on every node, and changes it on one: within a day of an erasure, so that no older copy of the keys
/// opens the erased person's.
/// </summary>
internal sealed partial class MasterWatch(Rotation rotation, IDuties duties, TimeProvider clock, ILogger<MasterWatch> log)
    : BackgroundService
{
    /// <summary>Time from an erasure to the change of the key: further erasures of the same day share it.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(20);
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5),
        Day = TimeSpan.FromDays(1);
    private volatile string? _file,
        _change;
    private DateTimeOffset? _warned;

    /// <summary>Advice about the master key that only a person can follow; null where there is none.</summary>
    public string? Advice => _file ?? _change;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Keep(async stop => _file = (await rotation.Follow(stop)).Advice, stoppingToken),
            duties.Hold("master-key", held => Keep(Change, held), stoppingToken)
        );

    private async Task Change(CancellationToken stop)
    {
        if (rotation.UnderWay)
        {
            var state = await rotation.Continue(stop);
            _change = state.Advice;
            if (state.Done)
                Due(log, Rotation.Changed);
        }
        else if (rotation.Pending is not { } since)
            _change = null;
        else if (clock.GetUtcNow() - since >= Wait && !rotation.Begin())
            ByHand(clock.GetUtcNow() - since);
    }

    private void ByHand(TimeSpan since)
    {
        _change = string.Create(
            CultureInfo.InvariantCulture,
            $"the file of the master key is read-only: rotate by hand (add a line \"next\" with 32 random bytes in base64), due for {(int)Math.Max(0, Math.Floor((since - Day).TotalDays) + 1)} day(s)"
        );
        if (_warned is { } warned && clock.GetUtcNow() - warned < Day)
            return;
        _warned = clock.GetUtcNow();
        Due(log, _change);
    }

    private async Task Keep(Func<CancellationToken, Task> look, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
#pragma warning disable CA1031 // The store or the file may be away for a moment: it is tried again.
            try
            {
                await look(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                Again(log, away);
            }
#pragma warning restore CA1031
            await Task.Delay(Often, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Advice}")]
    private static partial void Due(ILogger log, string advice);

    [LoggerMessage(LogLevel.Warning, "The master key could not be looked after and is looked at again")]
    private static partial void Again(ILogger log, Exception away);
}
