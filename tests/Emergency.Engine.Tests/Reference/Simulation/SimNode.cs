using System.Buffers.Binary;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests.Reference.Simulation;

/// <summary>A node between a start and a crash: the engine's own entities and mailboxes, and around them a writer, reactions, an outbox and a clock that work as the product's do.</summary>
internal sealed class SimNode : IStoring
{
    private readonly Turns _turns;
    private readonly SimStore _store;
    private readonly SimFaults _faults;
    private readonly SimJournal _journal;
    private readonly Receiver _receiver;
    private readonly Queue<Writer.Waiting> _queue = new();
    private readonly List<TaskCompletionSource<Reply?>> _open = [];
    private TaskCompletionSource _more = new();

    public SimNode(Turns turns, SimStore store, SimFaults faults, Receiver receiver)
    {
        (_turns, _store, _faults, _receiver) = (turns, store, faults, receiver);
        _journal = new(turns, store, faults);
        Entities = new LiveEntities(
            [new TaskRules(), new StockRules()],
            new(_journal, this, new SimForms(), new("") { Idle = TimeSpan.FromSeconds(12), Mailbox = 6 }, turns.Clock, NullLogger.Instance)
        );
        Loops = [Write(), Follow("react", React), Follow("outbox", Deliver), Remind(), Look()];
    }

    public LiveEntities Entities { get; }

    /// <summary>Ended ones have failed.</summary>
    public IReadOnlyList<Task> Loops { get; }

    /// <summary>The one that works for all; who has just lost that may not have noticed.</summary>
    public bool OnDuty { get; set; }
    public bool Stopping => false;

    /// <summary>The rows that a reader from the very beginning has met.</summary>
    public List<long> Seen { get; } = [];

    /// <summary>The position that each of its readers has reached.</summary>
    public Dictionary<string, long> Done { get; } = new(StringComparer.Ordinal);
    private bool Alive => !_journal.Dead;

    /// <summary>Sends as somebody outside does: null where the node died before it answered.</summary>
    public Task<Reply?> Send(EntityId to, object command, Meta meta)
    {
        var answer = new TaskCompletionSource<Reply?>();
        if (!Alive)
            return Task.FromResult<Reply?>(null);
        _open.Add(answer);
        _ = Hear(Entities.Send(to, command, meta).AsTask(), answer);
        return answer.Task;
    }

    public async ValueTask Crash()
    {
        _journal.Dead = true;
        await Entities.DisposeAsync();
        foreach (var answer in _open)
            answer.TrySetResult(null);
    }

    public Writer.Waiting? TryEnqueue(Append append, int bytes)
    {
        if (_queue.Count >= 12)
            return null;
        var waiting = new Writer.Waiting(append, bytes);
        _queue.Enqueue(waiting);
        _more.TrySetResult();
        return waiting;
    }

    private async Task Hear(Task<Reply> reply, TaskCompletionSource<Reply?> answer)
    {
        var said = await reply;
        _open.Remove(answer);
        answer.TrySetResult(said);
    }

    private async Task Write()
    {
        while (Alive)
        {
            if (_queue.Count == 0)
            {
                _more = new();
                await _more.Task;
                continue;
            }
            var group = Enumerable.Range(0, _turns.Chance.Next(_queue.Count) + 1).Select(_ => _queue.Dequeue()).ToList();
            IReadOnlyList<Appended> answers;
            try
            {
                answers = await _journal.Store([.. group.Select(w => w.Append)], CancellationToken.None);
            }
            catch (IOException e)
            {
                answers = [.. group.Select(_ => new Appended.Unknown(e.Message))];
            }
            for (var i = 0; i < group.Count; i++)
                group[i].SetResult(answers[i]);
        }
    }

    /// <summary>Follows the feed from where it is noted that all is done; notes it after the work.</summary>
    private async Task Follow(string reader, Func<Happened, Task> work)
    {
        var at = -1L;
        while (Alive)
        {
            if (!OnDuty)
                (at, _) = (-1, await Rest());
            else if (at < 0)
                Done[reader] = at = _store.Progress.GetValueOrDefault(reader);
            else if (await Page(at) is { Count: > 0 } rows)
            {
                if (_faults.Bug == Bug.NotesProgressTooEarly)
                    _store.Progress[reader] = rows[^1].Ordering;
                foreach (var row in rows)
                    await work(_store.Event(row));
                await _turns.Pause(5);
                if (!Alive)
                    return;
                // A node that has lost the duty may still note an older place than its successor did: that is done again, no more.
                _store.Progress[reader] = Done[reader] = at = rows[^1].Ordering;
            }
            else
            {
                await Rest();
            }
        }
    }

    private async Task React(Happened happened)
    {
        if (happened.Event is not Opened opened)
            return;
        var task = happened.Entity.Key;
        var stock = new EntityId("live", "stock", (task[^1] % 2) == 0 ? "a" : "b");
        var stocked = await Insist(stock, new Reserve(task, opened.Need), Derived(happened.Position, 0)) is not Reply.Refused;
        await Insist(happened.Entity, new Note(stocked), Derived(happened.Position, 1));
    }

    private async Task Deliver(Happened happened)
    {
        if (happened.Event is not Taken)
            return;
        while (Alive)
        {
            await _turns.Pause(20);
            if (Alive && _receiver.Take(Derived(happened.Position, 2), happened.Entity.Key))
                return;
        }
    }

    // Due times are folded from the feed and compared with the clock; whoever was told of one is told again until it is gone.
    private async Task Remind()
    {
        var (at, dues) = (0L, new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal));
        var told = new HashSet<(string, DateTimeOffset)>();
        while (Alive)
        {
            var rows = await Page(at);
            foreach (var happened in rows.Select(_store.Event))
            {
                at = happened.Position.Value;
                if (happened.Event is Opened { Due: var first })
                    dues[happened.Entity.Key] = first;
                else if (happened.Event is Reminded { Due: { } next })
                    dues[happened.Entity.Key] = next;
                else if (happened.Event is Taken or Reminded)
                    dues.Remove(happened.Entity.Key);
            }
            // A single look at the clock for both: what is due by it is told by it, however the clock jumps meanwhile.
            var now = _turns.Clock.GetUtcNow();
            foreach (var (task, due) in dues.Where(d => OnDuty && d.Value <= now).ToList())
            {
                if (_faults.Bug == Bug.ForgetsWhatFellDue && !told.Add((task, due)))
                    continue;
                var reply = await Send(
                    Named(task),
                    new Simulation.Remind(now),
                    Meta(Derived(new(due.UtcTicks), task[^1]), "clock") with
                    {
                        At = now,
                    }
                );
                if (reply is Reply.Refused { Refusal.Code: not EngineCodes.Full })
                    throw new Violation($"a reminder was refused: {reply}");
            }
            if (rows.Count == 0)
                await Rest();
        }
    }

    private async Task Look()
    {
        while (Alive)
        {
            var rows = await Page(Seen.Count == 0 ? 0 : Seen[^1]);
            Seen.AddRange(rows.Select(row => row.Ordering));
            if (rows.Count == 0)
                await Rest();
        }
    }

    private async Task<IReadOnlyList<Row>> Page(long after)
    {
        while (true)
        {
            try
            {
                return await _journal.ReadFeed(after, 4, CancellationToken.None);
            }
            catch (IOException)
            {
                await Rest();
            }
        }
    }

    private async Task<Reply> Insist(EntityId to, object command, Guid id)
    {
        var given = _faults.Bug == Bug.ReactsUnderANewId ? _turns.NewId() : id;
        while (true)
        {
            if (
                await Send(to, command, Meta(given, "react"))
                is { } reply
                    and (Reply.Accepted or Reply.Refused { Refusal.Code: not EngineCodes.Full })
            )
                return reply;
            await Rest();
        }
    }

    private async Task<bool> Rest()
    {
        await _turns.Pause(500);
        if (!Alive)
            await new TaskCompletionSource().Task;
        return true;
    }

    public static EntityId Named(string key) => new("live", "task", key);

    public Meta Meta(Guid id, string account) => new(id, "0f", account, "", "", null, _turns.Clock.GetUtcNow(), null);

    private static Guid Derived(Position position, int ordinal)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, position.Value);
        BinaryPrimitives.WriteInt32BigEndian(id[12..], ordinal + 1);
        return new(id);
    }
}

/// <summary>A partner: what comes twice under one id counts once. Some messages do not arrive, of some the answer is lost.</summary>
internal sealed class Receiver(Turns turns, SimFaults faults)
{
    public Dictionary<Guid, string> Effects { get; } = [];
    public int Came { get; private set; }

    /// <summary>True where the sender hears that it has come.</summary>
    public bool Take(Guid id, string text)
    {
        if (turns.Once(faults.Rate))
            return false;
        Came++;
        Effects.TryAdd(id, text);
        return !turns.Once(faults.Rate);
    }
}
