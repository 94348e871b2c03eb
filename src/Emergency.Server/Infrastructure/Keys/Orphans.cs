using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Emergency.Engine;
using Emergency.Engine.Databases;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>
/// Deletes keys under which nothing was ever stored, left by commands that failed after their key was made. Young keys are spared, and for
/// a month after a restore all are: a newer journal may still be restored.
/// </summary>
internal sealed partial class Orphans(
    Keyring keys,
    IAbout about,
    EngineSettings settings,
    IDuties duties,
    TimeProvider clock,
    ILogger<Orphans> log
) : BackgroundService
{
    /// <summary>Name in table about: time of the last restore from a backup (Unix seconds).</summary>
    public const string RestoredName = "restored";
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1),
        Young = TimeSpan.FromDays(1),
        Settled = TimeSpan.FromDays(30),
        Again = TimeSpan.FromMinutes(10);
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("orphaned-keys", Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        // Avoids a sweep while the server starts.
        await Task.Delay(Again, clock, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    /// <summary>Reads the whole journal beside the running engine and deletes orphaned keys. Returns their number.</summary>
    public async Task<int> Sweep(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (
            (await about.Read(stop)).GetValueOrDefault(RestoredName) is { } restored
            && now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(restored, CultureInfo.InvariantCulture)) < Settled
        )
            return 0;
        var old = keys
            .Store.All()
            .Where(key => key.Id != Guid.Empty && key.Made < (now - Young).ToUnixTimeSeconds())
            .Select(key => key.Id)
            .ToHashSet();
        if (old.Count == 0)
            return 0;
        await using var journal = await Database.Snapshot(settings, stop);
        await foreach (var row in journal.Rows(0, stop))
        {
            Named(row.Row.Message.Span, old);
            if (old.Count == 0)
                return 0;
        }
        await keys.Store.Remove(old, stop);
        keys.Forget(old);
        return old.Count;
    }

    /// <summary>
    /// Removes from <paramref name="ids"/> the keys under which a stored event was sealed: 32 hex digits, a colon, a suite, a colon.
    /// </summary>
    internal static void Named(ReadOnlySpan<byte> message, HashSet<Guid> ids)
    {
        for (int colon; (colon = message.IndexOf((byte)':')) >= 0; message = message[(colon + 1)..])
            if (
                colon >= 32
                && !message.Slice(colon - 32, 32).ContainsAnyExcept(Hex)
                && Utf8Parser.TryParse(message.Slice(colon - 32, 32), out Guid id, out _, 'N')
            )
                ids.Remove(id);
    }

    [LoggerMessage(LogLevel.Information, "{Keys} keys that nothing was stored under were deleted")]
    private static partial void Swept(ILogger log, int keys);

    [LoggerMessage(LogLevel.Warning, "Keys could not be swept and are looked through again")]
    private static partial void Failed(ILogger log, Exception away);
}
