namespace Emergency.Engine;

/// <summary>A row of table person_key: the data key of one person, household, member, account or incident, wrapped by the master key named <paramref name="Master"/>. <paramref name="Made"/> is Unix seconds: the daily sweep of keys no event names spares the young ones.</summary>
public sealed record WrappedKey(Guid Id, byte[] Wrapped, string Master, long Made);

/// <summary>A row of table person_erased: a person whose keys are gone for ever. <paramref name="Stream"/> and <paramref name="Event"/> repeat what the journal says, for a journal that is put back from before. <paramref name="At"/> is Unix seconds.</summary>
public sealed record ErasedPerson(Guid Id, string Stream, string Event, IReadOnlyList<Guid> Keys, long At);

/// <summary>The master key that wraps, by name; when it began to (Unix seconds, null for the first), and when the newest change of master keys had begun that was finished (0 where none was).</summary>
public sealed record KeyTurn(string Wrapping, long? Began, long Rotated);

/// <summary>A node and the master keys it can use, by name, newest report (Unix seconds by the store's clock).</summary>
public sealed record KeyNode(Guid Node, string Masters);

/// <summary>The place of wrapped keys: outside the journal, so that deleting a row makes a person unreadable for ever. The index key has the id of all zeros. After any fault of file or database the next call asks anew; what fails throws <see cref="NotKept"/>.</summary>
public interface IKeyStore : IAsyncDisposable
{
    /// <summary>Reason why the last row could not be written; null where one has been written since.</summary>
    string? Trouble => null;

    /// <summary>Adds rows in one transaction, durable when this returns; a row another node wrote first stays. Nothing is added for an erased person, nor under a master key that no longer wraps. Gives back what stands there now.</summary>
    ValueTask<IReadOnlyList<WrappedKey>> Add(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default);
    IEnumerable<WrappedKey> All();
    WrappedKey? Find(Guid id);

    /// <summary>Deletes the keys and writes down who was erased, in one transaction, durable when this returns. Nothing where it was done before: a key that was drawn since stays.</summary>
    ValueTask Erase(ErasedPerson person, CancellationToken stop = default);
    IReadOnlyList<ErasedPerson> Erased();

    /// <summary>Deletes keys that nothing names.</summary>
    ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default);

    /// <summary>Puts back, in one transaction, what is not there: keys, and who was erased. Nothing of anybody who was erased comes back, here or there.</summary>
    ValueTask Put(IReadOnlyCollection<WrappedKey> keys, IReadOnlyCollection<ErasedPerson> erased, CancellationToken stop = default);

    /// <summary>Says under which master key new rows are wrapped; the first to say so is right.</summary>
    ValueTask<KeyTurn> Begin(string wrapping, CancellationToken stop = default);
    KeyTurn Turn();

    /// <summary>From now on only rows under this master key are added. Nothing where it is so already.</summary>
    ValueTask TurnTo(string wrapping, long at, CancellationToken stop = default);
    ValueTask Finish(CancellationToken stop = default);
    IReadOnlyList<WrappedKey> NotUnder(string master, int most);

    /// <summary>Replaces rows by the same keys wrapped anew. A row that has gone meanwhile stays away.</summary>
    ValueTask Rewrap(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default);

    /// <summary>Says that this node lives and which master keys it can use. Called every few seconds; a store that had a fault tries itself by it.</summary>
    ValueTask Report(KeyNode node, CancellationToken stop = default);

    /// <summary>The nodes that have said so within the last minute; none where the store is one process's own.</summary>
    IReadOnlyList<KeyNode> Nodes();
}

/// <summary>The part of a copy of the keys that may be put back, given who was erased since.</summary>
public static class Returning
{
    /// <summary>Keys of nobody who was erased. A household's key that went with its head returns only if it was drawn after that.</summary>
    public static IReadOnlyList<WrappedKey> Allowed(IEnumerable<WrappedKey> keys, IReadOnlyCollection<ErasedPerson> erased)
    {
        var persons = erased.Select(person => person.Id).ToHashSet();
        var others = erased
            .SelectMany(person => person.Keys, (person, key) => (key, person.At))
            .GroupBy(pair => pair.key)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Max(pair => pair.At));
        return [.. keys.Where(key => !persons.Contains(key.Id) && (!others.TryGetValue(key.Id, out var at) || key.Made > at))];
    }
}
