using System.Data.Common;
using System.Runtime.CompilerServices;
using Emergency.Engine.Entities;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Feed;

/// <summary>The feed of a node: one loop follows the journal's end and decodes each event once for all readers; whoever is behind reads pages of history until he has caught up. Many who begin at the same place share them.</summary>
internal sealed class FeedTail(IReading journal, IForms forms, TimeProvider clock, ILogger log) : IFeed, IAsyncDisposable
{
    private const int Most = 1_000,
        Kept = 8;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500),
        Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Window _window = new();
    private readonly News _news = new(clock);
    private readonly BrokenStreams _broken = new(log);
    private readonly SharedPages<Page> _pages = new(Kept);
    private Task? _following;

    public IReadOnlyCollection<string> Broken => _broken.Names;

    public async ValueTask<Position> Head(CancellationToken stop = default) => new(await journal.Head(stop));

    public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, [EnumeratorCancellation] CancellationToken stop = default)
    {
        Follow();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, _stop.Token);
        var at = after.Value;
        Task<Page>? ahead = null;
        while (true)
        {
            both.Token.ThrowIfCancellationRequested();
            if (_window.After(at) is { } batch)
            {
                ahead = null;
                at = batch[^1].Position.Value;
                yield return batch;
                continue;
            }
            var caughtUp = _news.Head == at && ahead is null;
            var (rows, events) = caughtUp ? Page.Empty : await (ahead ?? ReadPage(at, both.Token));
            ahead = null;
            if (rows.Count == 0)
            {
                await _news.Wait(at, Look, both.Token);
                continue;
            }
            // The next page is read and decoded while this one is folded.
            if (rows.Count == Most)
                ahead = ReadPage(rows[^1].Ordering, both.Token);
            for (; ; events = forms.DecodeReadable(rows, _broken))
            {
                at = events[^1].Position.Value;
                yield return events;
                if (events.Count == rows.Count)
                    break;
                rows = [.. rows.Skip(events.Count)];
            }
        }
    }

    public async IAsyncEnumerable<Happened> Stream(
        EntityId entity,
        Position upTo,
        [EnumeratorCancellation] CancellationToken stop = default
    )
    {
        await foreach (var row in journal.ReadStream(entity.ToString(), 0, stop))
        {
            if (row.Ordering > upTo.Value)
                yield break;
            Happened happened;
            try
            {
                happened = forms.Decode(row);
            }
            catch (BrokenEnvelope damage)
            {
                _broken.Add(row, damage);
                yield break;
            }
            if (happened.Event is not NothingNew)
                yield return happened;
        }
    }

    public async ValueTask<StreamsPage> Streams(
        IReadOnlyCollection<EntityId> entities,
        Position after,
        Position upTo,
        int limit,
        CancellationToken stop = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Most);
        var rows = await journal.ReadStreams(
            [.. entities.Select(entity => entity.ToString()).Distinct(StringComparer.Ordinal)],
            after.Value,
            upTo.Value,
            limit,
            stop
        );
        var events = forms.DecodeReadable(rows, _broken);
        // An event of an unknown form: the events before it are a page, it itself is said.
        Position? next = rows.Count == limit || events.Count < rows.Count ? events[^1].Position : null;
        return new([.. events.Where(happened => happened.Event is not (NothingNew or Unreadable))], next);
    }

    /// <summary>Rows, and as many of them as can be read, as events.</summary>
    private sealed record Page(IReadOnlyList<Row> Rows, IReadOnlyList<Happened> Events)
    {
        public static readonly Page Empty = new([], []);
    }

    private async Task<Page> ReadPage(long after, CancellationToken stop)
    {
        var page = await _pages.Get(after, () => Task.Run(() => Load(after), _stop.Token)).WaitAsync(stop);
        // The end of the journal is another one soon; who has come there needs no history any more.
        if (page.Rows.Count < Most)
            _pages.Clear();
        return page;
    }

    private async Task<Page> Load(long after)
    {
        while (true)
        {
            try
            {
                var rows = await journal.ReadFeed(after, Most, _stop.Token);
                return new Page(rows, forms.DecodeReadable(rows, _broken));
            }
            catch (DbException e)
            {
                // A database that is away comes back; whoever reads goes on from where he was.
                Log.TriedAgain(log, "reading the feed", e);
                await Task.Delay(Pause, clock, _stop.Token);
            }
        }
    }

    private void Follow()
    {
        lock (_gate)
            _following ??= Task.Run(FollowEnd);
    }

    private async Task FollowEnd()
    {
        var (at, known) = (-1L, false);
        while (!_stop.IsCancellationRequested)
        {
#pragma warning disable CA1031 // The end of the feed is followed for as long as the engine runs, whatever the database does in between.
            try
            {
                if (!known)
                {
                    (at, known) = (await journal.Head(_stop.Token), true);
                    _news.Ring(at);
                }
                var rows = await journal.ReadFeed(at, Most, _stop.Token);
                if (rows.Count == 0)
                {
                    await journal.WaitForNews(at, Look, _stop.Token);
                    continue;
                }
                Publish(at, rows);
                at = rows[^1].Ordering;
                _news.Ring(at);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.TriedAgain(log, "reading the feed", e);
                await Task.Delay(Pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }
    }

    // An event that cannot be decoded stays out of the window: each reader meets it in the journal, and has the exception itself.
    private void Publish(long at, IReadOnlyList<Row> rows)
    {
#pragma warning disable CA1031
        try
        {
            var events = forms.DecodeReadable(rows, _broken);
            if (events.Count == rows.Count)
                _window.Add(at, events);
        }
        catch (Exception e)
        {
            Log.FeedBroken(log, at, e);
        }
#pragma warning restore CA1031
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_following is not null)
            await _following;
        _stop.Dispose();
    }
}
