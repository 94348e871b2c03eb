using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Storage;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>
/// All data keys, unwrapped, in memory. New keys of many senders are written together in one transaction; keys made by another node are
/// looked up at first use.
/// </summary>
internal sealed class Keyring : IAsyncDisposable
{
    private const int MostTogether = 2_000;
    private static readonly Guid IndexKeyId = Guid.Empty;
    private readonly Lock _gate = new();
    private volatile LeafMap<Guid, DataKey> _keys;
    private readonly ConcurrentDictionary<Guid, bool> _gone = [];
    private readonly Channel<(IReadOnlyCollection<Guid> Ids, TaskCompletionSource Done)> _wanted = Channel.CreateUnbounded<(
        IReadOnlyCollection<Guid>,
        TaskCompletionSource
    )>(new() { SingleReader = true });
    private readonly TimeProvider _clock;
    private readonly Task _writing;
    private volatile MasterKey _master;
    private volatile string _wrapping;

    private Keyring(IKeyStore store, MasterKey master, string wrapping, TimeProvider clock)
    {
        (Store, _master, _wrapping, _clock) = (store, master, wrapping, clock);
        _keys = LeafMap<Guid, DataKey>.From([.. store.All().Select(row => KeyValuePair.Create(row.Id, Unwrapped(row)))]);
        _writing = Task.Run(Write);
    }

    /// <summary>
    /// Opens the keys of an installation: <c>keys.db</c> in the data folder, or table person_key of the PostgreSQL database. Keys and index
    /// key are created only for a new installation. Throws <see cref="CannotStart"/> where they are missing or the master key differs.
    /// </summary>
    public static async Task<Keyring> Open(
        EngineSettings settings,
        MasterKey master,
        TimeProvider clock,
        bool isNew,
        CancellationToken stop = default
    )
    {
        var store = await KeyStores.Open(settings, isNew, stop);
        try
        {
            if (!isNew && store.Find(IndexKeyId) is null)
                throw MissingKeys.In(settings.Postgres ? "table person_key" : "keys.db");
            var turn = await store.Begin(master.Current, stop);
            if (!master.Knows(turn.Wrapping))
                throw new CannotStart(
                    $"The keys are wrapped by a newer master key than the one in {master.File}: copy that file from the node that has changed it."
                );
            var keyring = new Keyring(store, master, turn.Wrapping, clock);
            await keyring.Ensure([IndexKeyId], stop);
            return keyring;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    internal IKeyStore Store { get; }
    internal MasterKey Master => _master;

    /// <summary>The key of HMACs for account keys and tombstones. It is never rotated, only wrapped anew.</summary>
    internal byte[] IndexKey => _keys[IndexKeyId].ToArray();

    /// <summary>The reason why keys cannot be written at the moment; null where they can.</summary>
    public string? Trouble => Store.Trouble;

    /// <summary>Keys in memory, the index key among them.</summary>
    public int Count => _keys.Count;

    /// <summary>Finds a key; null where there is none: values sealed under it are lost.</summary>
    internal byte[]? Find(Guid id)
    {
        if (_keys.TryGetValue(id, out var key))
            return key.ToArray();
        if (_gone.ContainsKey(id))
            return null;
        if (Store.Find(id) is { } row)
            return Take(row);
        _gone[id] = true;
        return null;
    }

    /// <summary>
    /// Makes the missing keys; durable when this returns. Throws <see cref="KeyGone"/> for an erased person, <see cref="NotKept"/> where
    /// the store cannot write.
    /// </summary>
    public async ValueTask Ensure(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        if (ids.All(_keys.ContainsKey))
            return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _wanted.Writer.WriteAsync((ids, done), stop);
        await done.Task.WaitAsync(stop);
        foreach (var id in ids)
            if (!_keys.ContainsKey(id))
                throw new KeyGone(id);
    }

    /// <summary>Deletes a person's keys and remembers for ever that they are gone; durable when this returns.</summary>
    public async ValueTask Erase(ErasedPerson person, CancellationToken stop = default)
    {
        await Store.Erase(person, stop);
        Forget(person.Keys.Append(person.Id));
    }

    /// <summary>Drops keys that another node, or this one, has deleted from the store.</summary>
    internal void Forget(IEnumerable<Guid> ids)
    {
        // A key drawn since under the same id is loaded again at its next use.
        lock (_gate)
            _keys = ids.Aggregate(_keys, static (left, id) => left.Remove(id));
    }

    /// <summary>
    /// Reads the master key's file and the number of the key that wraps. False where the file lacks a key that wraps now: the present keys
    /// stay in use.
    /// </summary>
    internal bool Reload()
    {
        var (master, turn) = (MasterKey.Load(_master.File), Store.Turn());
        if (!master.Knows(turn.Wrapping))
            return false;
        (_master, _wrapping) = (master, turn.Wrapping);
        return true;
    }

    private async Task Write()
    {
        var senders = new List<TaskCompletionSource>();
        var ids = new HashSet<Guid>();
        while (await _wanted.Reader.WaitToReadAsync())
        {
            while (ids.Count < MostTogether && _wanted.Reader.TryRead(out var wanted))
            {
                senders.Add(wanted.Done);
                foreach (var id in wanted.Ids)
                    if (!_keys.ContainsKey(id))
                        ids.Add(id);
            }
#pragma warning disable CA1031 // After any failure the waiting senders are told, and the next batch is tried.
            try
            {
                if (ids.Count > 0)
                    await Make(ids);
                foreach (var sender in senders)
                    sender.TrySetResult();
            }
            catch (Exception fault)
            {
                foreach (var sender in senders)
                    sender.TrySetException(fault);
            }
#pragma warning restore CA1031
            senders.Clear();
            ids.Clear();
        }
    }

    private async Task Make(HashSet<Guid> ids)
    {
        foreach (var row in await Store.Add([.. ids.Select(Draw)]))
            Take(row);
        if (ids.All(_keys.ContainsKey) || Store.Turn().Wrapping == _wrapping)
            return;
        // The master key was changed meanwhile, so the new keys were refused.
        if (!Reload())
            throw new CryptographicException($"The keys are wrapped by a newer master key than those in {_master.File}.");
        foreach (var row in await Store.Add([.. ids.Where(id => !_keys.ContainsKey(id)).Select(Draw)]))
            Take(row);
    }

    private WrappedKey Draw(Guid id) =>
        new(
            id,
            _master.Wrap(_wrapping, RandomNumberGenerator.GetBytes(Cipher.KeyBytes), Owner(id)),
            _wrapping,
            _clock.GetUtcNow().ToUnixTimeSeconds()
        );

    private byte[] Take(WrappedKey row)
    {
        var key = Unwrapped(row);
        _gone.TryRemove(row.Id, out _);
        lock (_gate)
            _keys = _keys.SetItem(row.Id, key);
        return key.ToArray();
    }

    private DataKey Unwrapped(WrappedKey row)
    {
        if (!_master.Knows(row.Master))
            Reload();
        return DataKey.From(_master.Unwrap(row.Wrapped, Owner(row.Id), row.Master));
    }

    internal static byte[] Owner(Guid id) => id.ToByteArray(bigEndian: true);

    public async ValueTask DisposeAsync()
    {
        _wanted.Writer.TryComplete();
        await _writing;
        await Store.DisposeAsync();
    }
}

/// <summary>Thrown where a person's key is gone for good: they were erased meanwhile.</summary>
internal sealed class KeyGone(Guid id) : Exception($"the key {id} was erased");
