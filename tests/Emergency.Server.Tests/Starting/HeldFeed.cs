using System.Runtime.CompilerServices;
using Emergency.Engine;

namespace Emergency.Server.Tests.Starting;

/// <summary>An engine whose feed can be held back, as a long journal or a slow database holds it, and whose journal can be made silent.</summary>
internal sealed class HeldEngine(IEngine inner) : IEngine, IFeed
{
    private TaskCompletionSource _open = Opened();

    /// <summary>The journal cannot be asked where it stands.</summary>
    public bool Silent { get; set; }

    public IEntities Entities => inner.Entities;
    public IFeed Feed => this;
    public IDuties Duties => inner.Duties;
    public IProgress Progress => inner.Progress;
    public IAbout About => inner.About;
    public ISeals Seals => inner.Seals;
    public Task<int> Broken => inner.Broken;
    public string? Trouble => inner.Trouble;

    /// <summary>From now on nothing is given to readers until <see cref="Release"/>.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    public ValueTask<Position> Head(CancellationToken stop = default) => Silent ? ValueTask.FromException<Position>(new IOException("the database is away")) : inner.Feed.Head(stop);

    public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await _open.Task.WaitAsync(stop);
        await foreach (var batch in inner.Feed.Read(after, stop))
        {
            await _open.Task.WaitAsync(stop);
            yield return batch;
        }
    }

    public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) => inner.Feed.Stream(entity, upTo, stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }
}
