using Emergency.Engine;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Attachments;

/// <summary>
/// Removes rows that nobody can reach any more: from unfinished uploads, from removals and erasures during which a server was killed, and
/// from a restored backup, of people who were erased.
/// </summary>
internal sealed partial class Sweeping(
    IAttachments attachments,
    Folding folding,
    IFeed feed,
    Keyring keys,
    IDuties duties,
    TimeProvider clock,
    ILogger<Sweeping> log
) : BackgroundService
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1),
        Young = TimeSpan.FromDays(1),
        Again = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("attachments", Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        while (!held.IsCancellationRequested)
        {
            var wait = Daily;
#pragma warning disable CA1031 // A sweep that cannot be made now is made later.
            try
            {
                if (await Sweep(held) is > 0 and var swept)
                    Swept(log, swept);
            }
            catch (OperationCanceledException) when (held.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                Failed(log, away);
                wait = Again;
            }
#pragma warning restore CA1031
            await Task.Delay(wait, clock, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Removes unreachable rows and returns their number. Young rows are spared, because their upload may be under way.</summary>
    public async Task<int> Sweep(CancellationToken stop)
    {
        // Rows are listed first, so that files added meanwhile are not among them.
        var rows = await attachments.All(stop);
        if (rows.Count == 0)
            return 0;
        var known = (await folding.At(await feed.Head(stop), Timeout.InfiniteTimeSpan, stop))!.Of<AttachmentsKnown>();
        var young = (clock.GetUtcNow() - Young).ToUnixTimeSeconds();
        var gone = rows.Where(row => keys.Find(row.Key) is null || (!known.All.ContainsKey(new(row.Id)) && row.Made < young))
            .Select(row => row.Id)
            .ToList();
        if (gone.Count > 0)
            await attachments.Remove(gone, stop);
        return gone.Count;
    }

    [LoggerMessage(LogLevel.Information, "{Rows} attachments that nothing leads to were removed")]
    private static partial void Swept(ILogger log, int rows);

    [LoggerMessage(LogLevel.Warning, "Attachments could not be swept and are looked through again")]
    private static partial void Failed(ILogger log, Exception away);
}
