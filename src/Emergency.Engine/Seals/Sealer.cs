using System.Security.Cryptography;
using System.Text;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Seals;

/// <summary>Seals the journal: each 10,000 rows, each hour where seals are signed (else once a day), and when the engine stops. Seals that are signed cover new rows within seconds by one that is exchanged for the next (<see cref="TailSeal"/>).</summary>
internal sealed class Sealer : ISeals, IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5),
        Hour = TimeSpan.FromHours(1),
        Day = TimeSpan.FromDays(1),
        // Another node seals within seconds, and may be started anew meanwhile.
        Late = TimeSpan.FromMinutes(2);

    private readonly IReading _journal;
    private readonly INotes _notes;
    private readonly Signing _signing;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly long _started;
    private Tail? _tail;
    private readonly Task _running;

    public Sealer(IReading journal, INotes notes, EngineSettings settings, TimeProvider clock, ILogger log)
    {
        (_journal, _notes, _clock, _log) = (journal, notes, clock, log);
        _signing = new(notes, settings, log);
        _started = clock.GetUtcNow().UtcTicks;
        _running = Task.Run(Run);
    }

    public string? Trouble => _signing.Trouble;

    /// <summary>Looks for the key, and makes it where there is none yet: a node that is started later finds whose turn it is.</summary>
    public async ValueTask Begin(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var last = await _notes.LastSeal(stop);
            using var key = await _signing.Key(last, stop);
            _signing.May(last, key, await IsSealed(last, key, stop));
        }
#pragma warning disable CA1031 // Looked for again in seconds.
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Log.TriedAgain(_log, "looking for the seal key", e);
        }
#pragma warning restore CA1031
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Hash of a seal: SHA-256 over position, stream, sequence, for a signed one the column created, and envelope hash of each row, as text with a zero byte after each.</summary>
    public static void Add(IncrementalHash hash, in Row row, bool signed)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{row.Ordering}\0{row.Stream}\0{row.Sequence}\0"));
        if (signed)
            hash.AppendData(Encoding.UTF8.GetBytes($"{row.Created}\0"));
        hash.AppendData(Envelope.StoredHash(row.Message.Span));
        hash.AppendData([0]);
    }

    /// <summary>Seals what is due, or everything, up to where the journal stands now: what others write meanwhile is theirs to seal.</summary>
    public async ValueTask Seal(bool everything, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await Due(everything, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask Due(bool everything, CancellationToken stop)
    {
        var head = await _journal.Head(stop);
        while (true)
        {
            var last = await _notes.LastSeal(stop);
            using var key = await _signing.Key(last, stop);
            if (!_signing.May(last, key, await IsSealed(last, key, stop)))
                return;
            var after = last?.UpTo ?? 0;
            var now = _clock.GetUtcNow().UtcTicks;
            // Also as long before the last one: it was made while the clock was ahead.
            var daily = everything || Math.Abs(now - (last?.Created ?? _started)) >= (key is null ? Day : Hour).Ticks;
            if (!daily && head - after < Layout.SealEvery)
            {
                if (key is not null)
                    await SealTail(last, head, now, key, stop);
                return;
            }
            if (await Next(after, head, now, full: !daily, signed: key is not null, stop) is not { } seal)
                return;
            var made = key is null ? seal : SignedSeal.Make(seal, last, key);
            if (!await _notes.WriteSeal(made, stop))
                return;
            await _signing.Made(made, key, stop);
        }
    }

    /// <summary>True where another node seals and this one cannot: the oldest row under no seal is young.</summary>
    private async ValueTask<bool> IsSealed(Seal? last, SealKey? key, CancellationToken stop)
    {
        if (key is not null)
            return true;
        var tail = TailSeal.Parse((await _notes.ReadAbout(stop)).GetValueOrDefault(Layout.TailSealName));
        var oldest = await _journal.ReadFeed(Math.Max(last?.UpTo ?? 0, tail?.UpTo ?? 0), 1, stop);
        return oldest.Count == 0 || Math.Abs(_clock.GetUtcNow().UtcTicks - oldest[0].Created) < Late.Ticks;
    }

    public async ValueTask<Anchor?> Anchor(string installation, bool everything, CancellationToken stop = default)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (everything)
                await Due(everything: true, stop);
            var last = await _notes.LastSeal(stop);
            using var key = await _signing.Key(last, stop);
            if (last is null || key is null || SignedSeal.Of(last) is null)
                return null;
            var anchor = new Anchor(installation, last.UpTo, SignedSeal.Digest(last), _clock.GetUtcNow(), key.Public, "");
            return anchor with { Signature = key.Sign($"emergency anchor\n{anchor.Signed}") };
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<Seal?> Next(long after, long head, long now, bool full, bool signed, CancellationToken stop)
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
                Add(hash, row, signed);
            rows += within.Count;
            upTo = within[^1].Ordering;
        }
        return rows == 0 || (full && rows < Layout.SealEvery)
            ? null
            : new Seal(after, upTo, rows, Convert.ToHexStringLower(hash.GetHashAndReset()), now);
    }

    /// <summary>Seals what is above the newest seal; each row is read once for it.</summary>
    private async ValueTask SealTail(Seal? last, long head, long now, SealKey key, CancellationToken stop)
    {
        var after = last?.UpTo ?? 0;
        if (_tail?.After != after)
        {
            _tail?.Dispose();
            _tail = new(after);
        }
        var before = _tail.UpTo;
        while (_tail.UpTo < head)
        {
            var within = (await _journal.ReadFeed(_tail.UpTo, 1_000, stop)).TakeWhile(row => row.Ordering <= head).ToList();
            if (within.Count == 0)
                break;
            foreach (var row in within)
                _tail.Add(row);
        }
        if (_tail.UpTo == before && _tail.Kept)
            return;
        if (_tail.Rows > 0)
            await _signing.Tail(SignedSeal.Make(_tail.Seal(now), last, key), stop);
        _tail.Kept = true;
    }

    /// <summary>The rows that were read so far above the newest seal.</summary>
    private sealed class Tail : IDisposable
    {
        public Tail(long after) => (After, UpTo) = (after, after);

        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long After { get; }
        public long UpTo { get; private set; }
        public long Rows { get; private set; }

        /// <summary>True where a seal over all of it is written.</summary>
        public bool Kept { get; set; }

        public void Add(in Row row)
        {
            Sealer.Add(_hash, row, signed: true);
            (UpTo, Rows, Kept) = (row.Ordering, Rows + 1, false);
        }

        public Seal Seal(long now) => new(After, UpTo, Rows, Convert.ToHexStringLower(_hash.GetCurrentHash()), now);

        public void Dispose() => _hash.Dispose();
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
        _tail?.Dispose();
        _turn.Dispose();
    }
}
