using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Postgres;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Reference;

/// <summary>The journal of an open database with groups added to it: what is read is read as by everybody else.</summary>
internal abstract class DatabaseStore(IJournal journal) : IStore
{
    /// <summary>The store of a database that the product opens; one that brings its own keeps it.</summary>
    public static IStore Of(IDatabase database) =>
        database switch
        {
            SqliteDatabase sqlite => new SqliteStore(sqlite),
            PostgresDatabase postgres => new PostgresStore(postgres),
            _ => (IStore)database.Journal,
        };

    public bool Alone => journal.Alone;
    public string? Hindrance => journal.Hindrance;
    public virtual Yielding? Yielding => null;

    public abstract ValueTask<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, CancellationToken stop);

    public virtual ValueTask Close() => ValueTask.CompletedTask;

    public ValueTask<long> HighestSequence(string stream, CancellationToken stop) => journal.HighestSequence(stream, stop);

    public IAsyncEnumerable<Row> ReadStream(string stream, long after, CancellationToken stop) => journal.ReadStream(stream, after, stop);

    public ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop) => journal.ReadFeed(after, limit, stop);

    public ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) => journal.ReadStreams(streams, after, upTo, limit, stop);

    public ValueTask<long> Head(CancellationToken stop) => journal.Head(stop);

    public ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) => journal.WaitForNews(after, atMost, stop);
}
