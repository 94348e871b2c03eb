using System.Security.Cryptography;
using System.Text;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Own;

/// <summary>Seals the journal: each 10,000 rows, once a day, and when the engine stops.</summary>
internal sealed class Sealer : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5), Day = TimeSpan.FromDays(1);

    private readonly IReading _journal;
    private readonly INotes _notes;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly long _started;
    private readonly Task _running;

    public Sealer(IReading journal, INotes notes, TimeProvider clock, ILogger log)
    {
        (_journal, _notes, _clock, _log) = (journal, notes, clock, log);
        _started = clock.GetUtcNow().UtcTicks;
        _running = Task.Run(Run);
    }

    /// <summary>Hash of a seal: SHA-256 over position, stream, sequence and envelope hash of each row, as text with a zero byte after each.</summary>
    public static void Add(IncrementalHash hash, in Row row)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{row.Ordering}\0{row.Stream}\0{row.Sequence}\0"));
        hash.AppendData(Envelope.StoredHash(row.Message.Span));
        hash.AppendData([0]);
    }

    /// <summary>Seals what is due, or everything, up to where the journal stands now: what others write meanwhile is theirs to seal.</summary>
    public async ValueTask Seal(bool everything, CancellationToken stop)
    {
        var head = await _journal.Head(stop);
        while (true)
        {
            var last = await _notes.LastSeal(stop);
            var after = last?.UpTo ?? 0;
            var now = _clock.GetUtcNow().UtcTicks;
            // Also a day before the last one: it was made while the clock was ahead.
            var daily = everything || Math.Abs(now - (last?.Created ?? _started)) >= Day.Ticks;
            if (!daily && head - after < Layout.SealEvery)
                return;
            if (await Next(after, head, now, full: !daily, stop) is not { } seal || !await _notes.WriteSeal(seal, stop))
                return;
        }
    }

    private async ValueTask<Seal?> Next(long after, long head, long now, bool full, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (upTo, rows) = (after, 0);
        while (rows < Layout.SealEvery && upTo < head)
        {
            var page = await _journal.ReadFeed(upTo, Math.Min(1_000, Layout.SealEvery - rows), stop);
            var within = page.TakeWhile(row => row.Ordering <= head).ToList();
            if (within.Count == 0)
                break;
            foreach (var row in within)
                Add(hash, row);
            rows += within.Count;
            upTo = within[^1].Ordering;
        }
        return rows == 0 || (full && rows < Layout.SealEvery) ? null : new Seal(after, upTo, rows, Convert.ToHexStringLower(hash.GetHashAndReset()), now);
    }

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Try(everything: false, _stop.Token);
            await Task.Delay(Look, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask Try(bool everything, CancellationToken stop)
    {
#pragma warning disable CA1031 // A seal that cannot be written now is written later; nothing depends on it today.
        try
        {
            await Seal(everything, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            Log.TriedAgain(_log, "sealing", e);
        }
#pragma warning restore CA1031
    }

    /// <summary>Seals everything that is stored.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Try(everything: true, CancellationToken.None);
        _stop.Dispose();
    }
}
