namespace Emergency.Server.Features.ByLink;

/// <summary>Counts what failed by where it came from, in this node's memory: an address that guesses at many links is held up although each link has tries of its own.</summary>
internal sealed class WrongTries
{
    public const int Most = 20;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);
    private const int Remembered = 20_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _tries = new(StringComparer.Ordinal);

    /// <summary>How long this address has to wait; null where it may try.</summary>
    public TimeSpan? Wait(string from, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_tries.TryGetValue(from, out var tries))
                return null;
            while (tries.TryPeek(out var first) && first <= now - Within)
                tries.Dequeue();
            return tries.Count < Most ? null : tries.Peek() + Within - now;
        }
    }

    public void Count(string from, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_tries.Count >= Remembered)
                foreach (var old in _tries.Where(one => one.Value.All(at => at <= now - Within)).Select(one => one.Key).ToList())
                    _tries.Remove(old);
            if (!_tries.TryGetValue(from, out var tries))
                _tries[from] = tries = [];
            tries.Enqueue(now);
        }
    }
}
