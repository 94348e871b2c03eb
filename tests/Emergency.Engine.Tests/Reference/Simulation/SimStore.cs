using System.Runtime.CompilerServices;
using Emergency.Engine.Feed;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Tests.Reference.Simulation;

/// <summary>The store that survives every crash: the rows, the places of readers, the seals that nobody makes here.</summary>
internal class SimStore(Turns turns)
{
    private static readonly SimForms Forms = new();
    protected Turns Turns => turns;
    private readonly Dictionary<string, List<Row>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Happened> _events = [];
    private long _drawn;

    /// <summary>All rows in position order.</summary>
    public List<Row> Rows { get; } = [];
    public Dictionary<string, long> Progress { get; } = new(StringComparer.Ordinal);
    public long Head => Rows.Count == 0 ? 0 : Rows[^1].Ordering;

    /// <summary>A row as an event, decoded by whoever asks first.</summary>
    public Happened Event(Row row)
    {
        if (!_events.TryGetValue(row.Ordering, out var happened))
            _events.Add(row.Ordering, happened = Forms.Decode(row));
        return happened;
    }

    /// <summary>All events in position order.</summary>
    public IEnumerable<Happened> Events => Rows.Select(Event);

    public IReadOnlyList<Row> Stream(string stream) => _streams.TryGetValue(stream, out var rows) ? rows : [];

    public IReadOnlyList<Row> Feed(long after, int limit)
    {
        var from = Rows.FindIndex(row => row.Ordering > after);
        return from < 0 ? [] : Rows.GetRange(from, Math.Min(limit, Rows.Count - from));
    }

    /// <summary>A transaction under the lock; some positions are drawn and given back.</summary>
    public virtual Task<IReadOnlyList<Appended>> Commit(IReadOnlyList<Append> batch)
    {
        if (turns.Once(0.1))
            _drawn += turns.Chance.Next(1, 30);
        return Task.FromResult<IReadOnlyList<Appended>>([
            .. batch.Select(append =>
                Stream(append.Stream).Count + 1 == append.FirstSequence
                    ? new Appended.Stored(Add(append, Draw(append)))
                    : (Appended)Appended.Taken.Answer
            ),
        ]);
    }

    /// <summary>Positions for the rows of one command.</summary>
    protected long Draw(Append append) => (_drawn += append.Rows.Count) - append.Rows.Count + 1;

    /// <summary>Stores the rows at a position and those behind it; gives the last one's.</summary>
    protected long Add(Append append, long position)
    {
        if (!_streams.TryGetValue(append.Stream, out var stream))
            _streams.Add(append.Stream, stream = []);
        foreach (var (row, n) in append.Rows.Select((row, n) => (row, n)))
        {
            var stored = new Row(position + n, append.Stream, append.FirstSequence + n, row.Form, row.Message, append.Created);
            stream.Add(stored);
            Rows.Insert(Rows.FindLastIndex(other => other.Ordering < stored.Ordering) + 1, stored);
        }
        return position + append.Rows.Count - 1;
    }
}

/// <summary>The store as one node reaches it: everything takes time and may fail, and after a crash nothing is ever answered.</summary>
internal sealed class SimJournal(Turns turns, SimStore store, SimFaults faults) : IStore
{
    public bool Dead { get; set; }
    public bool Alone => faults.SaysAlone;
    public string? Hindrance => null;

    public async ValueTask<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, CancellationToken stop)
    {
        await Way();
        if (turns.Once(faults.Rate / 4))
            return [.. batch.Select(_ => faults.OfFull)];
        if (turns.Once(faults.Rate))
            return turns.Once(0.3) ? throw new IOException("the store broke") : [.. batch.Select(faults.OfUnknown)];
        var answers = await store.Commit(batch);
        await Way();
        return turns.Once(faults.Rate) ? [.. batch.Select(_ => new Appended.Unknown("the answer was lost"))] : answers;
    }

    public async ValueTask<long> HighestSequence(string stream, CancellationToken stop)
    {
        await Asked();
        var highest = store.Stream(stream).Count;
        await Way();
        return highest;
    }

    public async IAsyncEnumerable<Row> ReadStream(string stream, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        await Asked();
        var rows = store.Stream(stream).Skip((int)after).ToList();
        await Way();
        foreach (var row in rows)
            yield return row;
    }

    public async ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop)
    {
        await Asked();
        var rows = store.Feed(after, limit);
        await Way();
        return rows;
    }

    public async ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    )
    {
        await Asked();
        var rows = store
            .Feed(after, int.MaxValue)
            .Where(row => row.Ordering <= upTo && streams.Contains(row.Stream, StringComparer.Ordinal))
            .Take(limit)
            .ToList();
        await Way();
        return rows;
    }

    public ValueTask<long> Head(CancellationToken stop) => new(store.Head);

    public async ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) => await Way();

    private async Task Asked()
    {
        await Way();
        if (turns.Once(faults.Rate / 2))
            throw new IOException("the connection was lost");
    }

    private async Task Way()
    {
        await turns.Pause(turns.Once(0.05) ? 400 : 8);
        if (Dead)
            await new TaskCompletionSource().Task;
    }
}

/// <summary>The rate at which things fail, and the bug that was planted.</summary>
internal sealed class SimFaults(Bug bug, bool alone)
{
    public Bug Bug => bug;
    public double Rate { get; set; }
    public bool SaysAlone => alone || bug == Bug.RefusesOnWhatItRemembers;
    public Appended OfFull => Appended.Full.Answer;

    public Appended OfUnknown(Append append) =>
        bug == Bug.AnswersBeforeItIsStored ? new Appended.Stored(append.FirstSequence) : new Appended.Unknown("the connection was lost");
}

/// <summary>Bugs that the simulation must find, in its own parts.</summary>
internal enum Bug
{
    None,
    AnswersBeforeItIsStored,
    DrawsPositionsBeforeItsTurn,
    RefusesOnWhatItRemembers,
    ReactsUnderANewId,
    NotesProgressTooEarly,
    ForgetsWhatFellDue,
}

/// <summary>A store that draws positions first and shows the rows a while later, as a sequence without the lock does.</summary>
internal sealed class HastyStore(Turns turns) : SimStore(turns)
{
    public override async Task<IReadOnlyList<Appended>> Commit(IReadOnlyList<Append> batch)
    {
        var drawn = batch.Select(Draw).ToList();
        await Turns.Pause(100);
        return
        [
            .. batch.Select(
                (append, n) =>
                    Stream(append.Stream).Count + 1 == append.FirstSequence
                        ? new Appended.Stored(Add(append, drawn[n]))
                        : (Appended)Appended.Taken.Answer
            ),
        ];
    }
}
