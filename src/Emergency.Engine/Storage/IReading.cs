namespace Emergency.Engine.Storage;

/// <summary>The rows of all streams in one order. Positions become visible in ascending order: a reader that saw n never sees a new row below n.</summary>
public interface IReading
{
    /// <summary>The stream's rows with a sequence above <paramref name="after"/>, in sequence order.</summary>
    IAsyncEnumerable<Row> ReadStream(string stream, long after, CancellationToken stop);

    /// <summary>At most <paramref name="limit"/> rows above a position, in position order; empty at the end.</summary>
    ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop);

    /// <summary>At most <paramref name="limit"/> rows of these streams above a position and not above another, in position order: the first ones there are.</summary>
    ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    );

    /// <summary>The newest position that can be read now, 0 where there is none.</summary>
    ValueTask<long> Head(CancellationToken stop);

    /// <summary>Returns when something above <paramref name="after"/> may exist, at the latest after <paramref name="atMost"/>.</summary>
    ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop);
}
