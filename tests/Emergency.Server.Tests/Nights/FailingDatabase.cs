using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Emergency.Engine;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage;

namespace Emergency.Server.Tests.Nights;

/// <summary>
/// The one database of a night, which survives every crash, shared by several nodes: one writes at a time, and the time at which each row
/// was stored is known.
/// </summary>
internal sealed class SharedDatabase(IDatabase database, NightTime time, ConcurrentDictionary<long, DateTimeOffset>? before)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly IStore _store = DatabaseStore.Of(database);

    public IDatabase Database => database;

    /// <summary>Time at which the append that ended at a position was stored, by a right clock.</summary>
    public ConcurrentDictionary<long, DateTimeOffset> Stored { get; } = before ?? new();

    public async Task<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch)
    {
        await _turn.WaitAsync();
        try
        {
            var answers = await _store.Store(batch, CancellationToken.None);
            foreach (var (append, answer) in batch.Zip(answers))
                for (var n = 0; answer is Appended.Stored stored && n < append.Rows.Count; n++)
                    Stored[stored.LastOrdering - n] = time.True;
            return answers;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.Close();
        await database.DisposeAsync();
        _turn.Dispose();
    }
}

/// <summary>
/// The database as one node reaches it: any call can fail, be slow, lose its answer or miss the bell. Once the node is dead nothing gets
/// through any more.
/// </summary>
internal sealed class FailingDatabase : IDatabase, IStore, INotes, ISessions
{
    private readonly SharedDatabase _shared;
    private readonly Fate _fate;
    private readonly NightTime _time;
    private readonly CancellationTokenSource _dead = new();

    public FailingDatabase(SharedDatabase shared, Fate fate, NightTime time) => (_shared, _fate, _time) = (shared, fate, time);

    private IJournal Inner => _shared.Database.Journal;
    private INotes Kept => _shared.Database.Notes;
    private ISessions Rows => _shared.Database.Sessions;

    public IJournal Journal => this;
    public INotes Notes => this;
    public ISessions Sessions => this;
    public IAttachments Attachments => _shared.Database.Attachments;
    public string Version => _shared.Database.Version;
    public Task<int> Broken { get; } = new TaskCompletionSource<int>().Task;
    public bool Alone => false;
    public string? Hindrance => null;

    public Task Die() => _dead.CancelAsync();

    /// <summary>The node lets go; the database goes on.</summary>
    public ValueTask DisposeAsync()
    {
        _dead.Dispose();
        return ValueTask.CompletedTask;
    }

    public async ValueTask<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, CancellationToken stop)
    {
        await Slow();
        if (_dead.IsCancellationRequested)
            return [.. batch.Select(_ => new Appended.Unknown("the node is dead"))];
        if (_fate.Once(_fate.Rate / 4))
            return [.. batch.Select(_ => Appended.Full.Answer)];
        if (_fate.Once(_fate.Rate))
            return _fate.Once(0.3)
                ? throw new IOException("the store broke")
                : [.. batch.Select(_ => new Appended.Unknown("the connection was lost"))];
        var answers = await _shared.Store(batch);
        await Slow();
        return _dead.IsCancellationRequested || _fate.Once(_fate.Rate)
            ? [.. batch.Select(_ => new Appended.Unknown("the answer was lost"))]
            : answers;
    }

    public ValueTask<long> HighestSequence(string stream, CancellationToken stop) => Asked(() => Inner.HighestSequence(stream, stop));

    public ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop) =>
        Asked(() => Inner.ReadFeed(after, limit, stop));

    public ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) => Asked(() => Inner.ReadStreams(streams, after, upTo, limit, stop));

    public ValueTask<long> Head(CancellationToken stop) => Asked(() => Inner.Head(stop));

    public async IAsyncEnumerable<Row> ReadStream(string stream, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        await Ask();
        await foreach (var row in Inner.ReadStream(stream, after, stop))
            yield return row;
    }

    // A bell that is not heard: the waiting reader looks again by and by, by the clock of the night.
    public async ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop)
    {
        if (_fate.Once(_fate.Rate))
            await Task.Delay(atMost, _time, stop);
        else
            await Inner.WaitForNews(after, atMost, stop);
    }

    public ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop) =>
        Asked(() => Kept.HoldDuty(duty, node, term, stop));

    public ValueTask ReleaseDuty(string duty, string node, CancellationToken stop) => Asked(() => Kept.ReleaseDuty(duty, node, stop));

    public ValueTask<IReadOnlyDictionary<string, string>> ReadAbout(CancellationToken stop) => Asked(() => Kept.ReadAbout(stop));

    public ValueTask WriteAbout(IReadOnlyDictionary<string, string?> values, CancellationToken stop) =>
        Asked(() => Kept.WriteAbout(values, stop));

    public ValueTask<long?> ReadProgress(string reader, CancellationToken stop) => Asked(() => Kept.ReadProgress(reader, stop));

    public ValueTask WriteProgress(string reader, long done, CancellationToken stop) => Asked(() => Kept.WriteProgress(reader, done, stop));

    public ValueTask<Seal?> LastSeal(CancellationToken stop) => Asked(() => Kept.LastSeal(stop));

    public ValueTask<bool> WriteSeal(Seal seal, CancellationToken stop) => Asked(() => Kept.WriteSeal(seal, stop));

    public ValueTask SkipPositions(long upTo, CancellationToken stop) => Asked(() => Kept.SkipPositions(upTo, stop));

    public ValueTask Begin(SessionRow session, CancellationToken stop = default) => Table(() => Rows.Begin(session, stop));

    public ValueTask<IReadOnlyList<SessionRow>> Find(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        Table(() => Rows.Find(ids, stop));

    public ValueTask<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop = default) => Table(() => Rows.Of(account, stop));

    public ValueTask<IReadOnlyList<SessionRow>> LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop = default) =>
        Table(() => Rows.LastUsed(accounts, stop));

    public ValueTask<bool> Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop = default) =>
        Table(() => Rows.Use(id, used, ends, stop));

    public ValueTask<IReadOnlyList<Guid>> End(
        string account,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken stop = default
    ) => Table(() => Rows.End(account, ids, at, stop));

    public ValueTask<IReadOnlyList<Guid>> EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop = default) =>
        Table(() => Rows.EndAll(account, but, at, stop));

    public ValueTask Sweep(DateTimeOffset before, CancellationToken stop = default) => Table(() => Rows.Sweep(before, stop));

    public ValueTask<bool> TakenOver(CancellationToken stop = default) => Table(() => Rows.TakenOver(stop));

    public ValueTask<bool> TakeOver(IReadOnlyCollection<SessionRow> sessions, CancellationToken stop = default) =>
        Table(() => Rows.TakeOver(sessions, stop));

    public IDisposable Watch(Action<Guid?> changed) => Rows.Watch(changed);

    private async ValueTask<T> Table<T>(Func<ValueTask<T>> call)
    {
        try
        {
            return await Asked(call);
        }
        catch (StoreAway away)
        {
            throw new NotKept(full: false, away);
        }
    }

    private async ValueTask Table(Func<ValueTask> call)
    {
        try
        {
            await Asked(call);
        }
        catch (StoreAway away)
        {
            throw new NotKept(full: false, away);
        }
    }

    private async ValueTask<T> Asked<T>(Func<ValueTask<T>> call)
    {
        await Ask();
        return await call();
    }

    private async ValueTask Asked(Func<ValueTask> call)
    {
        await Ask();
        await call();
    }

    private async Task Ask()
    {
        await Slow();
        if (_dead.IsCancellationRequested || _fate.Once(_fate.Rate / 2))
            throw new StoreAway();
    }

    private async Task Slow()
    {
        await Task.Yield();
        if (!_dead.IsCancellationRequested && _fate.Once(_fate.Rate / 2))
            await Task.Delay(TimeSpan.FromMilliseconds(_fate.Next(400)), _time, _dead.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal sealed class StoreAway() : DbException("the connection was lost");
}
