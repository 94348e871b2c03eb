using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Emergency.Engine.Entities;

/// <summary>An event that is about to be stored: its form and its envelope.</summary>
public readonly record struct NewRow(string Form, ReadOnlyMemory<byte> Message);

/// <summary>The outcome of one command at one entity, before anything is stored.</summary>
public abstract record Step
{
    private Step() { }

    /// <summary>Holds whatever has happened since: the command is remembered.</summary>
    public sealed record Known(Reply Reply) : Step;

    /// <summary>Holds only if the entity's state is the newest there is.</summary>
    public sealed record Said(Reply Reply) : Step;

    /// <summary>To be stored together, from sequence <paramref name="First"/> on; afterwards given to <see cref="EntityCore.Stored"/>. <paramref name="Changes"/> is false for the one row of a command that changed nothing.</summary>
    public sealed record ToStore(
        long First,
        IReadOnlyList<NewRow> Rows,
        int Bytes,
        object Next,
        string Hash,
        Meta Meta,
        bool Changes = true
    ) : Step;
}

/// <summary>All that an entity must know of its past to go on without its events: sequence and hash of the newest, what came of all, and every stored command by its id.</summary>
public sealed record Past(long Sequence, string Hash, object State, IReadOnlyDictionary<Guid, Remembered> Commands);

/// <summary>The memory of a stored command: the first half of the SHA-256 of its digest, and where its last event lies, or for one that changed nothing the newest event before it; position 0 where that was never known.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Remembered(Int128 Digest, long Position, long Sequence);

/// <summary>An entity: state, sequence, hash of its newest event, and every command id it has ever stored with digest and reply. Pure; one caller at a time.</summary>
/// <param name="begin">The state before its first event; the decider's own where null. An entity of a fork begins with the state of another.</param>
public sealed class EntityCore(EntityId id, IDecider decider, IForms forms, object? begin = null)
{
    /// <summary>The most bytes that the envelopes of one command may have together.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly string _stream = id.ToString();
    private readonly Dictionary<Guid, Remembered> _commands = [];
    private object _state = begin ?? decider.Initial;
    private string _hash = "";

    /// <summary>The position of the newest event, which is the answer to a command that changes nothing; zero before the first.</summary>
    private Reply.Accepted _newest = new(Position.Start, 0);

    /// <summary>An entity that goes on where it was when it told its <see cref="Past"/>.</summary>
    public EntityCore(EntityId id, IDecider decider, IForms forms, Past past)
        : this(id, decider, forms, past?.State)
    {
        ArgumentNullException.ThrowIfNull(past);
        (Sequence, _hash, _commands) = (past.Sequence, past.Hash, new(past.Commands));
        // Takes of two commands that tell of one event the one whose position is known.
        var newest = _commands.Values.OrderBy(command => command.Sequence).ThenBy(command => command.Position).LastOrDefault();
        _newest = new(new(newest.Position), newest.Sequence);
    }

    /// <summary>All that it would need to go on from here.</summary>
    public Past Past => new(Sequence, _hash, _state, new Dictionary<Guid, Remembered>(_commands));

    /// <summary>Sequence of the newest event that was folded, 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The state after all that was folded.</summary>
    public object State => _state;

    /// <summary>Folds a stored event. Throws <see cref="BrokenEnvelope"/> where it is not the next one of this stream, and whatever <see cref="IForms.Read"/> and <see cref="IDecider.Evolve"/> throw.</summary>
    public void Fold(long position, long sequence, string form, ReadOnlyMemory<byte> message)
    {
        if (sequence != Sequence + 1)
            throw new BrokenEnvelope($"{_stream}: after sequence {Sequence} comes {sequence}");
        var opened = Envelope.Open(_stream, sequence, form, message);
        if (opened.Previous != _hash)
            throw new BrokenEnvelope($"{_stream} {sequence}: does not follow its predecessor");
        if (form != NothingNew.Form)
        {
            _state = decider.Evolve(_state, forms.Read(form, opened.Data.Span));
            _newest = new(new(position), sequence);
        }
        (Sequence, _hash) = (sequence, opened.Hash);
        // The last row of a command overwrites the earlier ones: its position is the reply.
        Remember(opened.Meta);
    }

    /// <summary>Answers from memory or decides. Changes nothing: the next state waits in <see cref="Step.ToStore"/>.</summary>
    public Step Take(object command, Meta meta)
    {
        ArgumentNullException.ThrowIfNull(meta);
        if (_commands.TryGetValue(meta.CommandId, out var before))
        {
            return new Step.Known(
                before.Digest == Short(meta.Digest)
                    ? new Reply.Accepted(new(before.Position), before.Sequence)
                    : new Reply.Refused(new(EngineCodes.AnotherRequest, [meta.CommandId.ToString()]))
            );
        }
        return decider.Decide(_state, command) switch
        {
            Decided.Nothing => PrepareNothing(meta),
            Decided.Refused no => new Step.Said(new Reply.Refused(no.Refusal)),
            Decided.Events { All.Count: > 0 } yes => Prepare(yes.All, meta),
            _ => throw new InvalidOperationException($"{decider.Kind}: a decision has at least one event"),
        };
    }

    /// <summary>The events of a step are durable, the last one at <paramref name="position"/>.</summary>
    public Reply Stored(Step.ToStore step, long position)
    {
        ArgumentNullException.ThrowIfNull(step);
        (_state, _hash) = (step.Next, step.Hash);
        Sequence += step.Rows.Count;
        if (step.Changes)
            _newest = new(new(position), Sequence);
        Remember(step.Meta);
        return _newest;
    }

    private void Remember(Meta meta) => _commands[meta.CommandId] = new(Short(meta.Digest), _newest.Position.Value, _newest.Sequence);

    private Step.ToStore PrepareNothing(Meta meta)
    {
        var message = Envelope.Close(_stream, Sequence + 1, NothingNew.Form, meta, _hash, NothingNew.Bytes, out var hash);
        return new(Sequence + 1, [new(NothingNew.Form, message)], message.Length, _state, hash, meta, Changes: false);
    }

    // Evolves before anything is stored: an event that cannot be folded must not reach the journal.
    private Step Prepare(IReadOnlyList<object> events, Meta meta)
    {
        var rows = new NewRow[events.Count];
        var (next, hash, bytes) = (_state, _hash, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            next = decider.Evolve(next, events[i]);
            var (form, data) = forms.Write(events[i]);
            var message = Envelope.Close(_stream, Sequence + 1 + i, form, meta, hash, data.Span, out hash);
            rows[i] = new(form, message);
            bytes += message.Length;
            if (bytes > MostBytes)
                return new Step.Said(new Reply.Refused(new(EngineCodes.TooLarge, [])));
        }
        return new Step.ToStore(Sequence + 1, rows, bytes, next, hash, meta);
    }

    private static Int128 Short(string digest)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(digest), hash);
        return BinaryPrimitives.ReadInt128LittleEndian(hash);
    }
}
