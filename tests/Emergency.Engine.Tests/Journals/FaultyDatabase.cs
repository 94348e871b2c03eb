using System.Runtime.CompilerServices;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Tests.Journals;

/// <summary>The fault of the next group, once.</summary>
public enum Fault
{
    None,
    BeforeCommit,
    AfterCommit,
    Full,
    Throws,
}

/// <summary>A database that fails when it is told to, and can be shared by several engines of one test.</summary>
internal sealed class FaultyDatabase(IDatabase inner, bool alone) : IDatabase, IStore
{
    private readonly IStore _store = DatabaseStore.Of(inner);

    public Fault Next { get; set; }

    /// <summary>Called before a group is stored: what another node does in that moment.</summary>
    public Func<IReadOnlyList<Append>, Task>? Meanwhile { get; set; }

    public IJournal Journal => this;
    public INotes Notes => inner.Notes;
    public ISessions Sessions => inner.Sessions;
    public IAttachments Attachments => inner.Attachments;
    public string Version => inner.Version;
    public Task<int> Broken => inner.Broken;
    public bool Alone => alone;
    public string? Hindrance { get; private set; }
    public Yielding? Yielding => _store.Yielding;

    /// <summary>The work of this node after each look into a stream, before anything is decided: it is slower than the others.</summary>
    public Func<Task>? Looked { get; init; }

    public async ValueTask<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, CancellationToken stop)
    {
        var (fault, meanwhile) = (Next, Meanwhile);
        (Next, Meanwhile) = (Fault.None, null);
        if (meanwhile is not null)
            await meanwhile(batch);
        Hindrance = fault == Fault.None ? null : "the last group failed";
        if (fault is Fault.None or Fault.AfterCommit)
        {
            var answers = await _store.Store(batch, stop);
            return fault == Fault.None ? answers : [.. batch.Select(_ => new Appended.Unknown("the connection was lost"))];
        }
        return fault switch
        {
            Fault.BeforeCommit => [.. batch.Select(_ => new Appended.Unknown("the connection was lost"))],
            Fault.Full => [.. batch.Select(_ => Appended.Full.Answer)],
            _ => throw new IOException("the store broke"),
        };
    }

    public ValueTask<long> HighestSequence(string stream, CancellationToken stop) => inner.Journal.HighestSequence(stream, stop);

    public async IAsyncEnumerable<Row> ReadStream(string stream, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var row in inner.Journal.ReadStream(stream, after, stop))
            yield return row;
        if (Looked is not null)
            await Looked();
    }

    public ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop) =>
        inner.Journal.ReadFeed(after, limit, stop);

    public ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) => inner.Journal.ReadStreams(streams, after, upTo, limit, stop);

    public ValueTask<long> Head(CancellationToken stop) => inner.Journal.Head(stop);

    public ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) => inner.Journal.WaitForNews(after, atMost, stop);

    public ValueTask Close() => _store.Close();

    // The test that made the inner database closes it.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
