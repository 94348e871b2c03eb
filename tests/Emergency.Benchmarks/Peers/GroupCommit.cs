using System.Threading.Channels;

namespace Emergency.Benchmarks.Peers;

/// <summary>
/// The bare loop: one writer takes the waiting rows, at most 512, stores them in one transaction, and answers the senders. Nothing is
/// decided, hashed or folded.
/// </summary>
internal abstract class GroupCommit : IAsyncDisposable
{
    public const int Most = 512;
    private readonly Channel<(Row Row, TaskCompletionSource Done)> _waiting = Channel.CreateUnbounded<(Row, TaskCompletionSource)>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Task _running;
    private readonly int _most;

    public readonly record struct Row(string Stream, long Sequence);

    /// <summary>
    /// Starts the only loop at once, or two first senders would start two readers of a channel made for one; it calls <see cref="Store"/>
    /// only once somebody appends.
    /// </summary>
    /// <param name="most">Rows in a transaction.</param>
    protected GroupCommit(int most)
    {
        _most = most;
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    protected abstract ValueTask Store(IReadOnlyList<Row> rows);

    public Task Append(string stream, long sequence)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((new Row(stream, sequence), done));
        return done.Task;
    }

    private async Task Run()
    {
        var rows = new List<Row>(Most);
        var waiting = new List<TaskCompletionSource>(Most);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            rows.Clear();
            waiting.Clear();
            while (rows.Count < _most && _waiting.Reader.TryRead(out var one))
            {
                rows.Add(one.Row);
                waiting.Add(one.Done);
            }
            await Store(rows);
            foreach (var done in waiting)
                done.SetResult();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _running;
    }
}
