namespace Emergency.Engine.Feed;

/// <summary>The newest batches of the feed, shared by all readers of a node; a reader that falls behind reads from the journal.</summary>
internal sealed class Window
{
    private const int MostBatches = 64,
        MostEvents = 20_000;

    private readonly record struct Batch(long After, IReadOnlyList<Happened> Events)
    {
        public long Last => Events[^1].Position.Value;
    }

    private readonly Lock _gate = new();
    private readonly LinkedList<Batch> _batches = [];
    private int _events;

    public void Add(long after, IReadOnlyList<Happened> events)
    {
        lock (_gate)
        {
            _batches.AddLast(new Batch(after, events));
            _events += events.Count;
            while (_batches.Count > MostBatches || (_events > MostEvents && _batches.Count > 1))
            {
                _events -= _batches.First!.Value.Events.Count;
                _batches.RemoveFirst();
            }
        }
    }

    /// <summary>The events after a position, as far as one batch goes; null where they are not in the window.</summary>
    public IReadOnlyList<Happened>? After(long position)
    {
        lock (_gate)
        {
            for (var at = _batches.Last; at is not null; at = at.Previous)
            {
                var batch = at.Value;
                if (batch.After == position)
                    return batch.Events;
                if (batch.After < position)
                    return batch.Last > position ? [.. batch.Events.Where(e => e.Position.Value > position)] : null;
            }
            return null;
        }
    }
}
