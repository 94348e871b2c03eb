using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Emergency.Engine;

namespace Emergency.Server.People.Keys;

/// <summary>All data keys, unwrapped, in memory. New ones of many senders are written together in one transaction; another node's are looked up when first met.</summary>
public sealed class Keyring : IAsyncDisposable
{
    private const int MostTogether = 2_000;
    private static readonly Guid IndexKeyId = Guid.Empty;
    private readonly ConcurrentDictionary<Guid, byte[]> _keys = [];
    private readonly ConcurrentDictionary<Guid, bool> _gone = [];
    private readonly Channel<(IReadOnlyCollection<Guid> Ids, TaskCompletionSource Done)> _wanted = Channel.CreateUnbounded<(IReadOnlyCollection<Guid>, TaskCompletionSource)>(new() { SingleReader = true });
    private readonly IKeyStore _store;
    private readonly MasterKey _master;
    private readonly TimeProvider _clock;
    private readonly Task _writing;

    private Keyring(IKeyStore store, MasterKey master, TimeProvider clock)
    {
        (_store, _master, _clock) = (store, master, clock);
        foreach (var row in store.All()) Take(row);
        _writing = Task.Run(Write);
    }

    /// <summary>Opens the keys of an installation: <c>keys.db</c> in the data folder, or table person_key of the PostgreSQL database. Only a new installation gets them made, with its index key. Throws <see cref="CannotStart"/> where they are missing, <see cref="CryptographicException"/> where the master key is another one.</summary>
    public static async Task<Keyring> Open(EngineSettings settings, MasterKey master, TimeProvider clock, bool isNew, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        IKeyStore store = settings.Postgres ? await PostgresKeys.Open(settings.Journal, isNew, stop) : SqliteKeys.Open(Path.Combine(settings.Data, "keys.db"), isNew);
        if (!isNew && store.Find(IndexKeyId) is null)
        {
            await store.DisposeAsync();
            throw Missing(settings.Postgres ? "table person_key" : "keys.db");
        }
        var keyring = new Keyring(store, master, clock);
        await keyring.Ensure([IndexKeyId], stop);
        return keyring;
    }

    /// <summary>Without its keys an installation has nobody's name: making new ones would only hide that.</summary>
    internal static CannotStart Missing(string where) => new($"The keys of this installation are missing in {where}: nobody's record could be read. Put them back from the backup of the keys.");

    /// <summary>The key of HMACs for account keys and tombstones. Never rotated, only wrapped anew.</summary>
    internal byte[] IndexKey => _keys[IndexKeyId];

    /// <summary>Keys in memory, the index key among them.</summary>
    public int Count => _keys.Count;

    /// <summary>The key, or null where there is none: what was sealed under it is gone.</summary>
    internal byte[]? Find(Guid id)
    {
        if (_keys.TryGetValue(id, out var key)) return key;
        if (_gone.ContainsKey(id)) return null;
        if (_store.Find(id) is { } row) return Take(row);
        _gone[id] = true;
        return null;
    }

    /// <summary>Makes the keys that are missing; durable when this returns.</summary>
    public async ValueTask Ensure(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.All(_keys.ContainsKey)) return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _wanted.Writer.WriteAsync((ids, done), stop);
        await done.Task.WaitAsync(stop);
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
                foreach (var id in wanted.Ids) if (!_keys.ContainsKey(id)) ids.Add(id);
            }
#pragma warning disable CA1031 // Whatever fails, those who wait are told, and the next batch is tried.
            try
            {
                if (ids.Count > 0) foreach (var row in await _store.Add([.. ids.Select(Draw)])) Take(row);
                foreach (var sender in senders) sender.TrySetResult();
            }
            catch (Exception fault)
            {
                foreach (var sender in senders) sender.TrySetException(fault);
            }
#pragma warning restore CA1031
            senders.Clear();
            ids.Clear();
        }
    }

    private WrappedKey Draw(Guid id) => new(id, _master.Wrap(RandomNumberGenerator.GetBytes(Cipher.KeyBytes), id.ToByteArray(bigEndian: true)), _master.Name, _clock.GetUtcNow().ToUnixTimeSeconds());

    private byte[] Take(WrappedKey row)
    {
        var key = _master.Unwrap(row.Wrapped, row.Id.ToByteArray(bigEndian: true), row.Master);
        _gone.TryRemove(row.Id, out _);
        return _keys[row.Id] = key;
    }

    public async ValueTask DisposeAsync()
    {
        _wanted.Writer.TryComplete();
        await _writing;
        await _store.DisposeAsync();
    }
}
