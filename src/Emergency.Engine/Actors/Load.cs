using System.Collections.Concurrent;

namespace Emergency.Engine.Actors;

/// <summary>The work under way on this node: over its limits a sender is told to come later.</summary>
internal sealed class Load(EngineSettings settings)
{
    public static readonly Reply.Busy Later = new(TimeSpan.FromSeconds(1));

    private readonly ConcurrentDictionary<EntityId, int> _waiting = new();
    private int _commands;
    private long _bytes;
    private long _lostRaces;
    private volatile string? _trouble;

    /// <summary>Commands that are sent and not answered.</summary>
    public int Commands => Volatile.Read(ref _commands);

    /// <summary>The number of times another node had written to an entity before this one could.</summary>
    public long LostRaces => Interlocked.Read(ref _lostRaces);

    public void LoseRace() => Interlocked.Increment(ref _lostRaces);

    /// <summary>Reason why the last command was not stored; null where it was.</summary>
    public string? Trouble
    {
        get => _trouble;
        set => _trouble = value;
    }

    /// <summary>False where as many wait already as may. A command that was let in must <see cref="Leave"/>.</summary>
    public bool TryEnter(EntityId entity)
    {
        // The first of them is not waiting: it is being done.
        var mine = _waiting.AddOrUpdate(entity, 1, static (_, count) => count + 1);
        if (Interlocked.Increment(ref _commands) <= settings.Queue && mine <= settings.Mailbox + 1)
            return true;
        Leave(entity);
        return false;
    }

    public void Leave(EntityId entity)
    {
        Interlocked.Decrement(ref _commands);
        if (_waiting.AddOrUpdate(entity, 0, static (_, count) => count - 1) <= 0)
            _waiting.TryRemove(new(entity, 0));
    }

    /// <summary>False where too many bytes wait for the journal.</summary>
    public bool TryStore(int bytes)
    {
        var all = Interlocked.Add(ref _bytes, bytes);
        if (all == bytes || all <= settings.QueueBytes)
            return true;
        Stored(bytes);
        return false;
    }

    public void Stored(int bytes) => Interlocked.Add(ref _bytes, -bytes);
}
