namespace Emergency.Server.People.Keys;

/// <summary>One row of table person_key: the data key of one person, household, member, account or incident, wrapped by the master key named <paramref name="Master"/>. <paramref name="Made"/> is Unix seconds: the daily sweep of keys no event names spares the young ones.</summary>
public sealed record WrappedKey(Guid Id, byte[] Wrapped, string Master, long Made);

/// <summary>Where wrapped keys lie: outside the journal, so that deleting a row makes a person unreadable for ever. The index key has the id of all zeros.</summary>
public interface IKeyStore : IAsyncDisposable
{
    /// <summary>Adds rows in one transaction, durable when this returns; a row another node wrote first stays. Gives back what stands there now for each id.</summary>
    ValueTask<IReadOnlyList<WrappedKey>> Add(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default);
    IEnumerable<WrappedKey> All();
    WrappedKey? Find(Guid id);
}
