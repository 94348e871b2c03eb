using Emergency.Engine.Entities;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Reference;

/// <summary>The events of one command, at least one: stored together or not at all, with the sequences <paramref name="FirstSequence"/>, +1, +2 …</summary>
public sealed record Append(string Stream, long FirstSequence, IReadOnlyList<NewRow> Rows, long Created);

/// <summary>The outcome of one <see cref="Append"/>.</summary>
public abstract record Appended
{
    private Appended() { }

    /// <summary>Durable. The position of the append's last row.</summary>
    public sealed record Stored(long LastOrdering) : Appended;

    /// <summary>Nothing was stored: the first sequence is not free, another writer was first.</summary>
    public sealed record Taken : Appended
    {
        public static readonly Taken Answer = new();
    }

    /// <summary>Nothing was stored: the disk is full.</summary>
    public sealed record Full : Appended
    {
        public const string Why = IJournal.NoRoom;
        public static readonly Full Answer = new();
    }

    /// <summary>It is not known whether it was stored: whoever asks again must read the stream first.</summary>
    public sealed record Unknown(string Why) : Appended;
}

/// <summary>The rows of all streams, and the way to add groups of them.</summary>
public interface IStore : IJournal
{
    /// <summary>Fairness between nodes at a stream that several write to; null where nobody else writes.</summary>
    Yielding? Yielding => null;

    /// <summary>Stores a group in one durable transaction and says of each append, in order, what became of it. Called by one thread at a time, which may be blocked; does not throw for a broken store but answers Unknown, within 10 s.</summary>
    ValueTask<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, CancellationToken stop);

    /// <summary>Lets go what it holds of the database, which stays open.</summary>
    ValueTask Close() => ValueTask.CompletedTask;
}
