using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// Writes checkpoints of all views, beside the fold loop: after every so many events, and at an orderly stop after a tenth of that many.
/// </summary>
internal sealed partial class Checkpointing(Folding folding, CheckpointFolder folder, Settings settings, ILogger<Checkpointing> log)
    : BackgroundService
{
    private const int AtStop = 10;
    private Position _newest;

    private Position Written => folding.Kept > _newest ? folding.Kept : _newest;

    /// <summary>A name for an event that is unlike any other of this or another journal.</summary>
    internal static string NameOf(Happened happened) =>
        string.Create(CultureInfo.InvariantCulture, $"{happened.Name} {happened.Meta.CommandId:N}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Checkpoint == 0)
            return;
        // History is folded at the start, which then writes a checkpoint once the views have caught up.
        await folding.Standing.WaitAsync(stoppingToken);
        while (true)
            Write(await folding.At(new(Written.Value + settings.Checkpoint), Timeout.InfiniteTimeSpan, stoppingToken) ?? folding.Now);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (
            settings.Checkpoint == 0
            || !folding.Standing.IsCompletedSuccessfully
            || folding.Now is not { } known
            || known.At.Value - Written.Value < Math.Max(1, settings.Checkpoint / AtStop)
        )
            return;
        Write(known);
    }

    private void Write(Known known)
    {
        _newest = known.At;
#pragma warning disable CA1031 // Without a checkpoint the next start takes longer, and that is all.
        try
        {
            Write(folding.Views, known, folder);
            folder.DropPrepared(one => folding.Views.All(view => one.Find(Entities.Live, view) is not null));
        }
        catch (Exception fault)
        {
            Failed(log, fault);
        }
#pragma warning restore CA1031
    }

    /// <summary>Writes all views into a folder. Returns the file's name, or null before the first event.</summary>
    internal static string? Write(IReadOnlyList<IView> views, Known known, CheckpointFolder to)
    {
        if (known.Last is not { } last)
            return null;
        var live = known.Realms[Entities.Live];
        var states =
            from realm in known.Realms
            from slot in Enumerable.Range(0, views.Count)
            where !known.Broken.Contains(slot)
            let view = views[slot]
            select (
                new KeptState(realm.Key, view.Name, view.Version, view.Build, 0),
                view.Codec,
                realm.Value[slot],
                realm.Key == Entities.Live ? null : live[slot]
            );
        return to.Write(known.At, NameOf(last), states);
    }

    [LoggerMessage(LogLevel.Warning, "No checkpoint was written")]
    private static partial void Failed(ILogger log, Exception fault);
}
