using System.Collections.Concurrent;
using Emergency.Engine;

namespace Emergency.Server.Tests.Reactions;

/// <summary>A command as it came.</summary>
internal sealed record Came(EntityId To, object Command, Meta Meta, DateTimeOffset At);

/// <summary>Entities that only note their commands, and answer as told.</summary>
internal sealed class NotingEntities(TimeProvider clock) : IEntities
{
    public ConcurrentQueue<Came> All { get; } = new();
    public Func<Came, Reply> Answer { get; set; } = _ => new Reply.Accepted(new Position(1), 1);

    public ValueTask<Reply> Send(EntityId to, object command, Meta meta, CancellationToken stop = default)
    {
        var came = new Came(to, command, meta, clock.GetUtcNow());
        All.Enqueue(came);
        return ValueTask.FromResult(Answer(came));
    }
}

/// <summary>Holds every duty on this node until it is told to let go.</summary>
internal sealed class AllDuties : IDuties
{
    public Task Hold(string duty, Func<CancellationToken, Task> work, CancellationToken stop) => work(stop);
}

/// <summary>Progress in memory.</summary>
internal sealed class MemoryProgress : IProgress
{
    public ConcurrentDictionary<string, Position> All { get; } = new(StringComparer.Ordinal);
    public bool Away { get; set; }

    public ValueTask<Position?> Read(string reader, CancellationToken stop = default) =>
        Away
            ? throw new IOException("the database is away")
            : ValueTask.FromResult<Position?>(All.TryGetValue(reader, out var done) ? done : null);

    public ValueTask Write(string reader, Position done, CancellationToken stop = default)
    {
        All[reader] = done;
        return ValueTask.CompletedTask;
    }
}
