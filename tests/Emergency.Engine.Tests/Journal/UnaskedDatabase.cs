using Emergency.Engine.Storage;

namespace Emergency.Engine.Tests.Journal;

/// <summary>A database that counts how often it is asked where rows lie.</summary>
internal sealed class UnaskedDatabase(IDatabase database) : IDatabase, IJournal, IPlaces
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);
    public IJournal Journal => this;
    public INotes Notes => database.Notes;
    public ISessions Sessions => database.Sessions;
    public IAttachments Attachments => database.Attachments;
    public IBeside Beside => database.Beside;
    public string Version => database.Version;
    public Task<int> Broken => database.Broken;
    public bool Alone => database.Journal.Alone;
    public string? Hindrance => database.Journal.Hindrance;
    private IPlaces Known => (IPlaces)database.Journal;

    public ValueTask<IReadOnlyList<long>> Places(IReadOnlyList<(string Stream, long Sequence)> rows, CancellationToken stop)
    {
        Interlocked.Increment(ref _asked);
        return Known.Places(rows, stop);
    }

    public void Ring(long position) => Known.Ring(position);

    public ValueTask<long> HighestSequence(string stream, CancellationToken stop) => database.Journal.HighestSequence(stream, stop);

    public IAsyncEnumerable<Row> ReadStream(string stream, long after, CancellationToken stop) =>
        database.Journal.ReadStream(stream, after, stop);

    public ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop) =>
        database.Journal.ReadFeed(after, limit, stop);

    public ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) => database.Journal.ReadStreams(streams, after, upTo, limit, stop);

    public ValueTask<long> Head(CancellationToken stop) => database.Journal.Head(stop);

    public ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) => database.Journal.WaitForNews(after, atMost, stop);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
