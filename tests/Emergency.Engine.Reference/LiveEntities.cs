using System.Collections.Concurrent;

namespace Emergency.Engine.Reference;

/// <summary>All entities that are awake on this node. An entity that was idle is put to sleep by the clock.</summary>
internal sealed class LiveEntities : IEntities, IAsyncDisposable
{
    private static readonly TimeSpan MostOften = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<EntityId, Mailbox> _awake = new();
    private readonly Dictionary<string, IDecider> _deciders;
    private readonly Surroundings _around;
    private readonly ITimer _rounds;
    private volatile bool _stopping;

    public LiveEntities(IEnumerable<IDecider> deciders, Surroundings around)
    {
        _deciders = deciders.ToDictionary(d => d.Kind, StringComparer.Ordinal);
        _around = around;
        var every = around.Settings.Idle / 4;
        every = every < MostOften ? MostOften : every;
        _rounds = around.Clock.CreateTimer(_ => PutIdleToSleep(), null, every, every);
    }

    public ValueTask<Reply> Send(EntityId to, object command, Meta meta, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(meta);
        if (_stopping)
            return new(Reply.Stopped.Engine);
        var letter = new Letter(command, meta, stop);
        while (true)
        {
            if (!_awake.TryGetValue(to, out var mailbox))
            {
                if (!_deciders.TryGetValue(to.Kind, out var decider))
                    return new(new Reply.Refused(new(EngineCodes.UnknownKind, [to.Kind])));
                EntityId.Check(to);
                mailbox = _awake.GetOrAdd(to, static (id, both) => new(id, both.decider, both.around), (decider, around: _around));
            }
            if (mailbox.TryPost(letter))
                return new(stop.CanBeCanceled ? letter.Task.WaitAsync(stop) : letter.Task);
            _awake.TryRemove(new(to, mailbox));
        }
    }

    private void PutIdleToSleep()
    {
        foreach (var entity in _awake)
        {
            if (entity.Value.TrySleep(_around.Settings.Idle))
                _awake.TryRemove(entity);
        }
    }

    /// <summary>From now on every sender hears that the engine is stopping.</summary>
    public ValueTask DisposeAsync()
    {
        _stopping = true;
        return _rounds.DisposeAsync();
    }
}
