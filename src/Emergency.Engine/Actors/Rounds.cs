using System.Collections.Concurrent;
using Akka.Actor;

namespace Emergency.Engine.Actors;

/// <summary>When an entity was last used, by the port's clock.</summary>
internal sealed class Usage(IActorRef entity, TimeSpan idle, TimeProvider clock)
{
    private long _at = clock.GetTimestamp();

    public IActorRef Entity => entity;

    public void Now() => Volatile.Write(ref _at, clock.GetTimestamp());

    public bool IsIdle => clock.GetElapsedTime(Volatile.Read(ref _at)) >= idle;
}

/// <summary>Goes round all entities that are awake on this node and lets the idle ones rest.</summary>
internal sealed class Rounds : IAsyncDisposable
{
    private static readonly TimeSpan MostOften = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Usage, byte> _awake = new();
    private readonly ITimer _timer;

    /// <summary>Goes round four times while the kind that rests soonest is idle.</summary>
    public Rounds(TimeSpan soonest, TimeProvider clock)
    {
        var every = soonest / 4 < MostOften ? MostOften : soonest / 4;
        _timer = clock.CreateTimer(_ => Go(), null, every, every);
    }

    public void Add(Usage entity) => _awake.TryAdd(entity, 0);

    public void Remove(Usage entity) => _awake.TryRemove(entity, out _);

    private void Go()
    {
        foreach (var (entity, _) in _awake)
        {
            if (entity.IsIdle)
                entity.Entity.Tell(Rest.Now, ActorRefs.NoSender);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
