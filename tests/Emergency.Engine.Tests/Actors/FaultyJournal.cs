using System.Collections.Immutable;
using Akka.Actor.Setup;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Emergency.Engine.Tests.Actors;

/// <summary>The act of a <see cref="FaultyJournal"/> when it is next asked.</summary>
internal sealed class Orders : Setup
{
    private Exception? _fails,
        _rejects;

    /// <summary>No stream is read before this is done.</summary>
    public TaskCompletionSource Reading { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The next write fails, and its events with it.</summary>
    public Exception? Fails
    {
        get => Interlocked.Exchange(ref _fails, null);
        set => _fails = value;
    }

    /// <summary>The next write is refused, while the store itself is well.</summary>
    public Exception? Rejects
    {
        get => Interlocked.Exchange(ref _rejects, null);
        set => _rejects = value;
    }
}

/// <summary>A journal in memory that fails as it is told.</summary>
internal sealed class FaultyJournal : MemoryJournal
{
    private readonly Orders _orders = Context.System.Settings.Setup.Get<Orders>().Value;

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken stop)
    {
        if (_orders.Fails is { } failure)
            throw failure;
        var all = messages.ToList();
        if (_orders.Rejects is { } rejection)
            return [.. all.Select(_ => rejection)];
        return await base.WriteMessagesAsync(all, stop);
    }

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken stop)
    {
        await _orders.Reading.Task;
        return await base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, stop);
    }
}
