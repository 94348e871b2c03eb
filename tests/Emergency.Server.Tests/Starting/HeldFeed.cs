using System.Runtime.CompilerServices;
using Emergency.Engine;

namespace Emergency.Server.Tests.Starting;

/// <summary>An engine whose feed can be held back, as by a long journal or a slow database, and whose journal can be made silent.</summary>
internal sealed class HeldEngine(IEngine inner) : IEngine, IFeed
{
    private TaskCompletionSource _open = Opened();

    /// <summary>True while the journal does not answer requests for its position.</summary>
    public bool Silent { get; set; }

    /// <summary>Parts of the engine that are not well.</summary>
    public IReadOnlyList<UnwellPart> Ill { get; set; } = [];

    public ValueTask<IReadOnlyList<UnwellPart>> Unwell(CancellationToken stop = default) => new(Ill);

    public IEntities Entities => inner.Entities;
    public IFeed Feed => this;
    public IDuties Duties => inner.Duties;
    public IProgress Progress => inner.Progress;
    public IAbout About => inner.About;
    public ISeals Seals => inner.Seals;
    public ISessions Sessions => new HeldSessions(this, inner.Sessions);
    public IAttachments Attachments => inner.Attachments;
    public Task<int> Broken => inner.Broken;
    public string? Trouble => inner.Trouble;

    /// <summary>Gives nothing more to readers until <see cref="Release"/>.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    public ValueTask<Position> Head(CancellationToken stop = default) =>
        Silent ? ValueTask.FromException<Position>(new IOException("the database is away")) : inner.Feed.Head(stop);

    public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await _open.Task.WaitAsync(stop);
        await foreach (var batch in inner.Feed.Read(after, stop))
        {
            await _open.Task.WaitAsync(stop);
            yield return batch;
        }
    }

    public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) =>
        inner.Feed.Stream(entity, upTo, stop);

    public ValueTask<StreamsPage> Streams(
        IReadOnlyCollection<EntityId> entities,
        Position after,
        Position upTo,
        int limit,
        CancellationToken stop = default
    ) => inner.Feed.Streams(entities, after, upTo, limit, stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }
}

/// <summary>The sessions of such an engine: with the database away they cannot be asked for either.</summary>
internal sealed class HeldSessions(HeldEngine engine, ISessions inner) : ISessions
{
    private ISessions Inner => engine.Silent ? throw new NotKept(full: false, new IOException("the database is away")) : inner;

    public ValueTask Begin(SessionRow session, CancellationToken stop = default) => Inner.Begin(session, stop);

    public ValueTask<IReadOnlyList<SessionRow>> Find(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        Inner.Find(ids, stop);

    public ValueTask<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop = default) => Inner.Of(account, stop);

    public ValueTask<IReadOnlyList<SessionRow>> LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop = default) =>
        Inner.LastUsed(accounts, stop);

    public ValueTask<bool> Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop = default) =>
        Inner.Use(id, used, ends, stop);

    public ValueTask<IReadOnlyList<Guid>> End(
        string account,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken stop = default
    ) => Inner.End(account, ids, at, stop);

    public ValueTask<IReadOnlyList<Guid>> EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop = default) =>
        Inner.EndAll(account, but, at, stop);

    public ValueTask Sweep(DateTimeOffset before, CancellationToken stop = default) => Inner.Sweep(before, stop);

    public ValueTask<bool> TakenOver(CancellationToken stop = default) => Inner.TakenOver(stop);

    public ValueTask<bool> TakeOver(IReadOnlyCollection<SessionRow> sessions, CancellationToken stop = default) =>
        Inner.TakeOver(sessions, stop);

    public IDisposable Watch(Action<Guid?> changed) => inner.Watch(changed);
}
