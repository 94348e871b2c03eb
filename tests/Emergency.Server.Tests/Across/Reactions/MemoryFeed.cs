using System.Runtime.CompilerServices;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Tests.Reactions;

/// <summary>A feed without an engine: appended events are read, in order, by everybody.</summary>
internal sealed class MemoryFeed(TimeProvider clock) : IFeed
{
    private readonly Lock _gate = new();
    private readonly List<Happened> _all = [];
    private readonly Forms _forms = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Happened Append(EntityId entity, Event happened, Meta? meta = null)
    {
        lock (_gate)
        {
            var stored = new Happened(
                new Position(_all.Count + 1),
                entity,
                _all.Count(one => one.Entity == entity) + 1,
                _forms.Write(happened).Form,
                meta ?? new Meta(Guid.CreateVersion7(), "", "test", "", "", null, clock.GetUtcNow(), null),
                happened
            );
            _all.Add(stored);
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return stored;
        }
    }

    public ValueTask<Position> Head(CancellationToken stop = default)
    {
        lock (_gate)
            return ValueTask.FromResult(new Position(_all.Count));
    }

    public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, [EnumeratorCancellation] CancellationToken stop = default)
    {
        while (true)
        {
            IReadOnlyList<Happened> batch;
            Task news;
            lock (_gate)
                (batch, news) = ([.. _all.Skip((int)after.Value)], _news.Task);
            if (batch.Count == 0)
            {
                await news.WaitAsync(stop);
                continue;
            }
            after = batch[^1].Position;
            yield return batch;
        }
    }

    public async IAsyncEnumerable<Happened> Stream(
        EntityId entity,
        Position upTo,
        [EnumeratorCancellation] CancellationToken stop = default
    )
    {
        await Task.CompletedTask;
        foreach (var one in _all.Where(one => one.Entity == entity && one.Position <= upTo))
            yield return one;
    }

    public ValueTask<StreamsPage> Streams(
        IReadOnlyCollection<EntityId> entities,
        Position after,
        Position upTo,
        int limit,
        CancellationToken stop = default
    )
    {
        lock (_gate)
        {
            var page = _all.Where(one => one.Position > after && one.Position <= upTo && entities.Contains(one.Entity))
                .Take(limit)
                .ToList();
            return new(new StreamsPage(page, page.Count == limit ? page[^1].Position : null));
        }
    }
}
