using System.Collections.Concurrent;
using Emergency.Engine.Storage;
using Npgsql;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>A reader that follows a journal's end and remembers what it met, in order.</summary>
internal sealed class Following
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<long> _seen = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    public Following(IJournal journal, long after) => _reading = Task.Run(() => Read(journal, after));

    /// <summary>The rows it met until now. Throws what ended it early.</summary>
    public IReadOnlyCollection<long> Seen
    {
        get
        {
            if (_reading.IsFaulted)
                _reading.GetAwaiter().GetResult();
            return _seen;
        }
    }

    /// <summary>Stops it and gives what it met.</summary>
    public async Task<IReadOnlyList<long>> End()
    {
        await _stop.CancelAsync();
        await _reading;
        return [.. _seen];
    }

    private async Task Read(IJournal journal, long after)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Small pages: the end of one is often in the middle of what is being written.
                var rows = await journal.ReadFeed(after, 7, CancellationToken.None);
                foreach (var row in rows)
                    _seen.Enqueue(after = row.Ordering);
                if (rows.Count == 0)
                    await journal.WaitForNews(after, Pause, CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The database was away for longer than a read waits. Every reader of the feed comes again, from where it was.
                await Task.Delay(Pause, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
