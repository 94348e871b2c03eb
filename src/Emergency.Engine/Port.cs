using System.Globalization;
using System.Text.Json;

namespace Emergency.Engine;

/// <summary>A live thing: realm ("live" or a drill's), kind (noun) and key. The stream is named "realm/kind/key"; realm and kind hold no slash.</summary>
public readonly record struct EntityId(string Realm, string Kind, string Key)
{
    /// <summary>The stream's name, as stored in column persistence_id.</summary>
    public override string ToString() => $"{Realm}/{Kind}/{Key}";

    private const int LongestStream = 255;

    /// <summary>Throws <see cref="ArgumentException"/> where this is no name of an entity: a part is empty, realm or kind holds a slash, or the stream's name is longer than 255 characters.</summary>
    internal static void Check(EntityId to)
    {
        if (
            string.IsNullOrEmpty(to.Realm)
            || string.IsNullOrEmpty(to.Key)
            || to.Realm.Contains('/', StringComparison.Ordinal)
            || to.Kind.Contains('/', StringComparison.Ordinal)
            || to.ToString().Length > LongestStream
        )
            throw new ArgumentException($"not the name of an entity: {to}", nameof(to));
    }

    /// <summary>Reads a stream's name. Throws <see cref="FormatException"/> where it has fewer than three parts.</summary>
    public static EntityId Parse(string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var parts = stream.Split('/', 3);
        return parts.Length == 3 ? new(parts[0], parts[1], parts[2]) : throw new FormatException($"not a stream name: {stream}");
    }
}

/// <summary>Place of an event in the feed, 1, 2, 3 … with holes. Zero is before everything.</summary>
public readonly record struct Position(long Value) : IComparable<Position>
{
    public static readonly Position Start = new(0);

    public int CompareTo(Position other) => Value.CompareTo(other.Value);

    public static bool operator <(Position left, Position right) => left.Value < right.Value;

    public static bool operator >(Position left, Position right) => left.Value > right.Value;

    public static bool operator <=(Position left, Position right) => left.Value <= right.Value;

    public static bool operator >=(Position left, Position right) => left.Value >= right.Value;
}

/// <summary>The account that asked, under which command id, when by the realm's clock (UTC). <paramref name="Digest"/> is the SHA-256 (hex) of the request as received: the same id with another digest is refused.</summary>
public sealed record Meta(
    Guid CommandId,
    string Digest,
    string Account,
    string Role,
    string Scope,
    string? OnBehalfOf,
    DateTimeOffset At,
    Position? CausedBy
);

/// <summary>A stored event. <paramref name="Sequence"/> counts 1, 2, 3 … within its entity; <paramref name="Form"/> is its stored name, noun.past-tense.vN.</summary>
public sealed record Happened(Position Position, EntityId Entity, long Sequence, string Form, Meta Meta, object Event)
{
    /// <summary>The name of this event among those of all entities. Consequences of an event are named after this and not after its position, which also counts what was written elsewhere.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Entity}@{Sequence}");
}

/// <summary>Stands in the feed in the place of an event whose stored bytes are damaged, and of each later one of its stream: nobody knows any more what they mean. Readers pass it over; the other streams go on.</summary>
public sealed record Unreadable(string Why);

/// <summary>
/// The row in the journal of a command that was accepted and changed nothing, so that the same command is known again after any others.
/// It has a place in its stream and in the feed, and chain, export and verify see it; no decider and no <see cref="IForms"/> does, and whoever folds the feed passes it over.
/// </summary>
public sealed record NothingNew
{
    /// <summary>Its stored name.</summary>
    public const string Form = "engine.nothing.v1";
    public static readonly NothingNew Row = new();

    private NothingNew() { }

    /// <summary>Its bytes, besides who asked for what, and when.</summary>
    public static ReadOnlySpan<byte> Bytes => "{}"u8;
}

/// <summary>The reason why a command was not done. The sentence for people is made at the edge.</summary>
public sealed record Refusal(string Code, IReadOnlyList<string> Arguments);

/// <summary>The answer of a decider to a command.</summary>
public abstract record Decided
{
    private Decided() { }

    /// <summary>At least one event, stored together or not at all.</summary>
    public sealed record Events(IReadOnlyList<object> All) : Decided;

    /// <summary>Nothing to do, for it is so already; answered as accepted with the place of the entity's newest event, and remembered by a row of its own (<see cref="NothingNew"/>).</summary>
    public sealed record Nothing : Decided;

    public sealed record Refused(Refusal Refusal) : Decided;
}

/// <summary>The answer that a sender hears.</summary>
public abstract record Reply
{
    private Reply() { }

    /// <summary>Durable. Position and sequence of the command's last event; for "nothing to do" those of the entity's newest event, zero where it has none.</summary>
    public sealed record Accepted(Position Position, long Sequence) : Reply;

    public sealed record Refused(Refusal Refusal) : Reply;

    /// <summary>Nothing was done: the mailbox or the journal's queue is full. Worth trying again.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : Reply;

    /// <summary>It is not known whether it was done (the store failed, the engine is stopping). The same command id may be sent again.</summary>
    public sealed record Stopped(string Why) : Reply
    {
        internal static readonly Stopped Engine = new("the engine is stopping");
    }

    /// <summary>Nothing was done, and trying again does not help: what is stored of this entity cannot be folded by this program. All other entities go on.</summary>
    public sealed record Broken(string Why) : Reply;
}

/// <summary>The rules of one kind of entity. Pure: no clock, no id, no I/O. Called for one entity by one caller at a time, for different entities in parallel.</summary>
public interface IDecider
{
    string Kind { get; }
    object Initial { get; }
    Decided Decide(object state, object command);
    object Evolve(object state, object happened);
}

/// <summary>The stored forms of events. <see cref="Read"/> throws for an unknown form: it is never skipped.</summary>
public interface IForms
{
    (string Form, ReadOnlyMemory<byte> Bytes) Write(object happened);
    object Read(string form, ReadOnlySpan<byte> bytes);

    /// <summary>The form in which a command goes to another node, under a name that the same program reads there; never stored. By default its type and its members.</summary>
    (string Form, ReadOnlyMemory<byte> Bytes) WriteCommand(object command) =>
        (command.GetType().AssemblyQualifiedName!, JsonSerializer.SerializeToUtf8Bytes(command, command.GetType()));
    object ReadCommand(string form, ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Type.GetType(form, throwOnError: true)!)!;

    /// <summary>The form in which the state of a kind may be kept beside its stream, so that waking does not begin at the first event; null where it has no such form. It is an aid and not a record: any other program may fail to read it, and loses nothing.</summary>
    (string Form, ReadOnlyMemory<byte> Bytes)? WriteState(string kind, object state) => null;

    /// <summary>Null where the form is not this program's own: the events are read instead.</summary>
    object? ReadState(string kind, string form, ReadOnlySpan<byte> bytes) => null;
}

public interface IEntities
{
    /// <summary>Gives one command to one entity and answers after its events are durable. Retrying with the same <see cref="Meta.CommandId"/> gives the same answer and writes nothing.</summary>
    ValueTask<Reply> Send(EntityId to, object command, Meta meta, CancellationToken stop = default);
}

/// <summary>The journal in position order: each event once, never an uncommitted one, never a gap that fills later.</summary>
public interface IFeed
{
    /// <summary>The newest position that is readable now; every accepted command answered before this call is at or below it.</summary>
    ValueTask<Position> Head(CancellationToken stop = default);

    /// <summary>All events after a position, in batches, for ever; waits for new ones at the end until <paramref name="stop"/>. Between them stands a <see cref="NothingNew"/> for each command that changed nothing. A damaged event comes as <see cref="Unreadable"/>; one that this program is too old to read throws.</summary>
    IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, CancellationToken stop = default);

    /// <summary>The events of one entity's own stream up to and including a position, in sequence order; of a fork only what happened in it. Their sequences have a hole for each command that changed nothing. Ends before an event that is damaged.</summary>
    IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default);

    /// <summary>The events of several entities' own streams after a position, up to and including another, in position order. Costs what the page holds and a look at each stream, however long they are. Damaged events are left out.</summary>
    /// <param name="limit">The number of stored rows that the page may hold, 1 … 1,000; those of a <see cref="NothingNew"/> count and are left out.</param>
    ValueTask<StreamsPage> Streams(
        IReadOnlyCollection<EntityId> entities,
        Position after,
        Position upTo,
        int limit,
        CancellationToken stop = default
    );

    /// <summary>Streams in which a damaged event was met since the start.</summary>
    IReadOnlyCollection<string> Broken => [];
}

/// <param name="Next">The position after which the rest begins; null where there is no more.</param>
public sealed record StreamsPage(IReadOnlyList<Happened> Events, Position? Next);

/// <summary>Work that one node does for all.</summary>
public interface IDuties
{
    /// <summary>Waits until this node holds the duty, then runs <paramref name="work"/>, whose token ends when the duty is lost; starts again until <paramref name="stop"/>. For a moment two nodes may hold it: the work must bear that.</summary>
    Task Hold(string duty, Func<CancellationToken, Task> work, CancellationToken stop);
}

/// <summary>The place of a reader of the feed: may lag behind the truth, never lead.</summary>
public interface IProgress
{
    /// <summary>Null for one that has noted nothing here yet; who has noted the start is known.</summary>
    ValueTask<Position?> Read(string reader, CancellationToken stop = default);
    ValueTask Write(string reader, Position done, CancellationToken stop = default);
}

/// <summary>Facts about the database itself: format, installation id, master-key check, demo or not. Text of at most 4,000 characters each.</summary>
public interface IAbout
{
    ValueTask<IReadOnlyDictionary<string, string>> Read(CancellationToken stop = default);

    /// <summary>Sets several values together; a null value removes the name.</summary>
    ValueTask Write(IReadOnlyDictionary<string, string?> values, CancellationToken stop = default);
}

/// <summary>Somebody is signed in on one device. Times are UTC.</summary>
/// <param name="Hash">SHA-256 (hex) of the token that proves it; the token itself lies nowhere.</param>
/// <param name="Account">Key of the account.</param>
/// <param name="Ends">When it ends where nobody uses it.</param>
/// <param name="Kind">The kind of device it is on, in the words of whoever began it; null where that was not said.</param>
/// <param name="Device">The name that the device gives itself; null where it said nothing.</param>
/// <param name="Ended">When somebody ended it; null where nobody did.</param>
public sealed record SessionRow(
    Guid Id,
    string Hash,
    string Account,
    DateTimeOffset Begun,
    DateTimeOffset Used,
    DateTimeOffset Ends,
    string? Kind,
    string? Device,
    DateTimeOffset? Ended = null
);

/// <summary>
/// The sessions of those who are signed in: rows beside the journal, which no fold reads, no backup holds and no check looks at. All nodes share them. A change is durable when the call returns.
/// Throws <see cref="NotKept"/> where the rows cannot be asked or written; nobody knows then whether there is such a session, and each call may be repeated.
/// </summary>
public interface ISessions
{
    /// <summary>Adds one; nothing where its id is there, also as one that was ended.</summary>
    ValueTask Begin(SessionRow session, CancellationToken stop = default);

    /// <summary>Finds sessions by their ids, ended ones too; an id that is not there is left out.</summary>
    ValueTask<IReadOnlyList<SessionRow>> Find(IReadOnlyCollection<Guid> ids, CancellationToken stop = default);

    /// <summary>The sessions of an account that nobody has ended, in the order in which they began.</summary>
    ValueTask<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop = default);

    /// <summary>The session that was used last of each of these accounts, ended or not; none for one without sessions.</summary>
    ValueTask<IReadOnlyList<SessionRow>> LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop = default);

    /// <summary>It is in use and ends later; neither time ever goes back. False where it was ended or never was.</summary>
    ValueTask<bool> Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop = default);

    /// <summary>Ends sessions of one account; one of another account, or one that was ended before, stays as it is. Gives those that it ended.</summary>
    ValueTask<IReadOnlyList<Guid>> End(string account, IReadOnlyCollection<Guid> ids, DateTimeOffset at, CancellationToken stop = default);

    /// <summary>Ends all sessions of an account except <paramref name="but"/>. Gives those that it ended.</summary>
    ValueTask<IReadOnlyList<Guid>> EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop = default);

    /// <summary>Removes those that were ended, or ended by themselves, before a time.</summary>
    ValueTask Sweep(DateTimeOffset before, CancellationToken stop = default);

    /// <summary>True where sessions that were kept elsewhere have been taken over into this database.</summary>
    ValueTask<bool> TakenOver(CancellationToken stop = default);

    /// <summary>Adds sessions that were kept elsewhere: once in the life of a database, whichever node comes first. False where that was done.</summary>
    ValueTask<bool> TakeOver(IReadOnlyCollection<SessionRow> sessions, CancellationToken stop = default);

    /// <summary>Calls <paramref name="changed"/> with the id of each session that was used or ended, on whatever node, until disposed; with null where some may have been missed. On any thread, so it must be quick.</summary>
    IDisposable Watch(Action<Guid?> changed);
}

/// <summary>A realm that is a fork: its entities begin as those of <paramref name="From"/> were before <paramref name="At"/>, and go on with streams of their own from sequence 1. Commands that the other realm remembers are unknown in it.</summary>
public sealed record Fork(string Realm, string From, Position At);

/// <summary>The place and the way in which an engine stores. <paramref name="Journal"/> is "sqlite" or a PostgreSQL connection string ("Host=…;Database=…"); <paramref name="Data"/> is the folder of the SQLite files and of <c>head</c>.</summary>
public sealed record EngineSettings(string Data, string Journal = "sqlite")
{
    /// <summary>Commands that may wait at one entity, 1 … 100,000.</summary>
    public int Mailbox { get; init; } = 1_000;

    /// <summary>Commands that may wait for the journal, 1 … 1,000,000.</summary>
    public int Queue { get; init; } = 20_000;

    /// <summary>Bytes of events that may wait for the journal.</summary>
    public long QueueBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>An entity that was idle for this long is put to sleep.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Size in bytes of the file that is freed when the disk is full, so that audit and shutdown records still fit; 0 for none (SQLite only).</summary>
    public long Ballast { get; init; } = 64L * 1024 * 1024;

    /// <summary>Kinds whose commands may use the room of the freed file until the disk has room again.</summary>
    public IReadOnlyList<string> LastKinds { get; init; } = ["audit"];

    /// <summary>The realm of which a realm is a fork; null for one that began empty. Asked when an entity wakes; throws where nothing is known of the realm, and the entity stays asleep.</summary>
    public Func<string, Fork?> Forks { get; init; } = static _ => null;

    /// <summary>File of the key that signs seals, outside <see cref="Data"/>; made where neither it nor a signed seal is there. Null: seals are not signed and find accidents only.</summary>
    public string? SealKey { get; init; }
    public bool Postgres => !string.Equals(Journal, "sqlite", StringComparison.OrdinalIgnoreCase);

    /// <summary>Throws <see cref="CannotStart"/> where a setting is out of its range.</summary>
    internal void Check()
    {
        if (
            this is not { Mailbox: >= 1 and <= 100_000, Queue: >= 1 and <= 1_000_000, QueueBytes: > 0, Ballast: >= 0 }
            || Idle <= TimeSpan.Zero
        )
            throw new CannotStart(
                $"settings out of range: mailbox {Mailbox} (1-100000), queue {Queue} (1-1000000), queue bytes {QueueBytes} (over 0), idle {Idle} (over 0), ballast {Ballast} (0 or more)"
            );
        if (
            SealKey is { } key
            && Path.GetFullPath(key)
                .StartsWith(
                    Path.GetFullPath(Data).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
                    StringComparison.Ordinal
                )
        )
            throw new CannotStart(
                $"the seal key {key} must lie outside the data folder {Data}: whoever may change the data must not have it"
            );
    }
}

/// <summary>
/// A statement to keep outside an installation: its newest signed seal (SHA-256, hex) up to <paramref name="Position"/>, said and signed (ECDSA P-256) at <paramref name="At"/> by whoever holds the seal key.
/// A journal that still has this seal is, up to that position, what it was then.
/// </summary>
public sealed record Anchor(string Installation, long Position, string Seal, DateTimeOffset At, string Key, string Signature)
{
    /// <summary>The lines that are signed.</summary>
    public string Signed =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"installation: {Installation}\nposition: {Position}\nseal: {Seal}\nat: {At.ToUniversalTime():O}\nkey: {Key}\n"
        );

    /// <summary>True where the key that it names has signed it.</summary>
    public bool Fits() => SealSignature.Verify(Key, $"emergency anchor\n{Signed}", Signature);
}

/// <summary>The seals of the journal. Each node that has the key makes them; of two that seal at once one is first.</summary>
public interface ISeals
{
    /// <summary>Null, or why this node makes no signed seals at the moment; all else goes on, and what waits is sealed when it can be.</summary>
    string? Trouble { get; }

    /// <summary>The newest signed seal as an anchor, null where there is none or this node has no key. <paramref name="everything"/>: what is stored now is sealed first.</summary>
    ValueTask<Anchor?> Anchor(string installation, bool everything, CancellationToken stop = default);
}

/// <summary>A running engine. Disposing it answers waiting senders, writes the seal and <c>head</c> and lets the folder go.</summary>
public interface IEngine : IAsyncDisposable
{
    IEntities Entities { get; }
    IFeed Feed { get; }
    IDuties Duties { get; }
    IProgress Progress { get; }
    IAbout About { get; }
    ISeals Seals { get; }
    ISessions Sessions { get; }
    IAttachments Attachments { get; }

    /// <summary>Ends when the engine can no longer store anything and the process should end with this code (4: the disk has failed for seconds, or the file is gone).</summary>
    Task<int> Broken { get; }

    /// <summary>Null, or why writing is refused at the moment (disk full, database away).</summary>
    string? Trouble { get; }

    /// <summary>Failures that are tried again by themselves while commands are taken: "duty/NAME" where nobody can say whose it is, or a sentence.</summary>
    IReadOnlyList<string> Failing => [];

    /// <summary>Asks the engine's own parts how they are, and gives those that are not well; answers within some 2 s.</summary>
    ValueTask<IReadOnlyList<UnwellPart>> Unwell(CancellationToken stop = default) => new([]);

    /// <summary>The number of times, since its start, that this node had decided a command and found that another node had written to the same entity meanwhile; each was decided again. Many, beside a node with few, mean that this one is slower. 0 where only one node at a time writes to an entity.</summary>
    long LostRaces => 0;

    /// <summary>The nodes among which this one shares entities out; null where none are shared out and any node may wake any entity.</summary>
    NodesSeen? Nodes => null;
}

/// <summary>A part of the engine that is not well, "engine/NAME". <paramref name="Hinders"/>: this node takes no commands yet, or none any more; else they are taken, though some may wait.</summary>
public sealed record UnwellPart(string Name, bool Hinders);

/// <summary>The cluster as a node sees it.</summary>
/// <param name="Standing">The standing of this node: "joining", "weaklyup", "up", "leaving", "exiting", "down" or "removed".</param>
/// <param name="Up">The number of nodes that take part, this one too.</param>
/// <param name="Unreachable">The number of nodes of the cluster that this one does not hear at the moment.</param>
/// <param name="Outside">The number of others that write to the same journal in a cluster of their own. Nothing is lost by it; one of the two clusters ends soon.</param>
public sealed record NodesSeen(string Standing, int Up, int Unreachable, int Outside);

/// <summary>Starts an engine over a database that it opens.</summary>
public interface IEngineModule
{
    Task<IEngine> Start(
        EngineSettings settings,
        IEnumerable<IDecider> deciders,
        IForms forms,
        TimeProvider clock,
        CancellationToken stop = default
    );
}

/// <summary>The engine would not start: a sentence for the operator. The process ends with code 3 and nothing was touched.</summary>
public sealed class CannotStart(string why) : Exception(why);

/// <summary>Codes the engine itself refuses with.</summary>
public static class EngineCodes
{
    /// <summary>The same command id came with another request.</summary>
    public const string AnotherRequest = "command.another-request";

    /// <summary>The disk is full.</summary>
    public const string Full = "journal.full";

    /// <summary>The kind is not known to this engine.</summary>
    public const string UnknownKind = "entity.unknown-kind";

    /// <summary>The command's events exceed 1 MB.</summary>
    public const string TooLarge = "command.too-large";
    public static readonly IReadOnlyList<string> All = [AnotherRequest, Full, UnknownKind, TooLarge];
}
