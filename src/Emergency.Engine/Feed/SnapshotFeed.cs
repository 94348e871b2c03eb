using System.Runtime.CompilerServices;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Feed;

/// <summary>The feed up to the moment of a snapshot, beside whoever writes the journal. Only one reader at a time; a reader that has come to its end waits for ever.</summary>
public sealed class SnapshotFeed : IFeed
{
    private const int Most = 1_000;
    private readonly ISnapshot _snapshot;
    private readonly IForms _forms;
    private readonly Position _head;
    private readonly BrokenStreams _broken;

    private SnapshotFeed(ISnapshot snapshot, IForms forms, Position head, ILogger log) =>
        (_snapshot, _forms, _head, _broken) = (snapshot, forms, head, new(log));

    public static async Task<SnapshotFeed> Of(ISnapshot snapshot, IForms forms, ILogger log, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot, forms, new(await snapshot.Head(stop)), log);
    }

    public IReadOnlyCollection<string> Broken => _broken.Names;

    public ValueTask<Position> Head(CancellationToken stop = default) => new(_head);

    public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var batch in Batches(after, stop))
            yield return batch;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }

    /// <summary>Not asked for by who folds views: a snapshot has no index by stream. Throws <see cref="NotSupportedException"/>, as <see cref="Streams"/> does.</summary>
    public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) =>
        throw new NotSupportedException();

    public ValueTask<StreamsPage> Streams(
        IReadOnlyCollection<EntityId> entities,
        Position after,
        Position upTo,
        int limit,
        CancellationToken stop = default
    ) => throw new NotSupportedException();

    private async IAsyncEnumerable<IReadOnlyList<Happened>> Batches(Position after, [EnumeratorCancellation] CancellationToken stop)
    {
        var rows = new List<Row>(Most);
        await foreach (var row in _snapshot.Rows(after.Value, stop))
        {
            rows.Add(row.Row);
            if (rows.Count < Most)
                continue;
            foreach (var batch in Decoded(rows))
                yield return batch;
            rows.Clear();
        }
        foreach (var batch in Decoded(rows))
            yield return batch;
    }

    // A form that this program does not know ends the reading with its name, after all that stands before it.
    private IEnumerable<IReadOnlyList<Happened>> Decoded(IReadOnlyList<Row> rows)
    {
        while (rows.Count > 0)
        {
            var events = _forms.DecodeReadable(rows, _broken);
            yield return events;
            rows = [.. rows.Skip(events.Count)];
        }
    }
}
