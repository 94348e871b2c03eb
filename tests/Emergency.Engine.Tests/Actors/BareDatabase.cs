using Emergency.Engine.Storage;

namespace Emergency.Engine.Tests.Actors;

/// <summary>A database of which an entity asks no more than where its rows lie: each at its own sequence.</summary>
internal sealed class BareDatabase : IDatabase, IJournal, IPlaces
{
    public IJournal Journal => this;
    public INotes Notes => throw new NotSupportedException();
    public ISessions Sessions => throw new NotSupportedException();
    public IAttachments Attachments => throw new NotSupportedException();
    public string Version => "none";
    public Task<int> Broken { get; } = new TaskCompletionSource<int>().Task;
    public bool Alone => true;
    public string? Hindrance => null;

    public ValueTask<IReadOnlyList<long>> Places(IReadOnlyList<(string Stream, long Sequence)> rows, CancellationToken stop) =>
        new([.. rows.Select(row => row.Sequence)]);

    public void Ring(long position) => throw new NotSupportedException();

    public ValueTask<long> HighestSequence(string stream, CancellationToken stop) => throw new NotSupportedException();

    public IAsyncEnumerable<Row> ReadStream(string stream, long after, CancellationToken stop) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) => throw new NotSupportedException();

    public ValueTask<long> Head(CancellationToken stop) => throw new NotSupportedException();

    public ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
