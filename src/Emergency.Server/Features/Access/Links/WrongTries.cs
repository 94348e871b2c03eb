namespace Emergency.Server.Features.Links;

/// <summary>
/// Kind of secret that was guessed at. Each kind is counted separately, so that guessing at one does not slow down another.
/// </summary>
internal enum Guess
{
    Link,
    Sheet,
    Invitation,
    Outside,
}

/// <summary>
/// Counts unknown secrets by kind and address, in this node's memory. A known secret of 192 bits was not guessed, so it is checked first
/// and never slowed down: nobody can shut out an office from its links by guessing from its address.
/// </summary>
internal sealed class WrongTries
{
    public const int Most = 20;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);
    private const int Remembered = 20_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guess Of, string From), Queue<DateTimeOffset>> _tries = [];

    /// <summary>
    /// Counts an unknown secret. Null for the first twenty of an address within ten minutes, otherwise the time to wait before the next
    /// answer.
    /// </summary>
    public TimeSpan? Unknown(Guess of, string from, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_tries.Count >= Remembered)
                foreach (var old in _tries.Where(one => one.Value.All(at => at <= now - Within)).Select(one => one.Key).ToList())
                    _tries.Remove(old);
            if (!_tries.TryGetValue((of, from), out var tries))
                _tries[(of, from)] = tries = [];
            while (tries.TryPeek(out var first) && first <= now - Within)
                tries.Dequeue();
            if (tries.Count >= Most)
                return tries.Peek() + Within - now;
            tries.Enqueue(now);
            return null;
        }
    }
}
