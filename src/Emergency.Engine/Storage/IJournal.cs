namespace Emergency.Engine.Storage;

/// <summary>A stored event as it lies in table journal. <paramref name="Created"/> is UTC in .NET ticks.</summary>
public readonly record struct Row(long Ordering, string Stream, long Sequence, string Form, ReadOnlyMemory<byte> Message, long Created);

/// <summary>The rows of all streams, and how it stands with adding to them.</summary>
public interface IJournal : IReading
{
    /// <summary>A hindrance by its own name: room must be made.</summary>
    const string NoRoom = "the disk is full";

    /// <summary>Nobody else writes to this journal: what an entity remembers is the newest there is.</summary>
    bool Alone { get; }

    /// <summary>Reason that would hinder the next group, as far as is known without trying: no room on the disk, a database that is away. Null where it may pass.</summary>
    string? Hindrance { get; }

    /// <summary>The stream's highest sequence, 0 where it has none.</summary>
    ValueTask<long> HighestSequence(string stream, CancellationToken stop);
}
