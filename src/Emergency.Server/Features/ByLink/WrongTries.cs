namespace Emergency.Server.Features.ByLink;

/// <summary>What was guessed at: each is counted apart, so that guessing at one holds up nobody at another.</summary>
internal enum Guess
{
    Link,
    Sheet,
    Invitation,
    Outside,
}

/// <summary>Counts unknown secrets by what they were for and where they came from, in this node's memory. A secret of 192 bits that is known was not guessed: it is looked at first and never held up, so that nobody shuts the links of a whole office by guessing from it.</summary>
internal sealed class WrongTries
{
    public const int Most = 20;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);
    private const int Remembered = 20_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guess Of, string From), Queue<DateTimeOffset>> _tries = [];

    /// <summary>An unknown secret came. How long this address has to wait before the next one is answered; null where it was one of the first twenty within ten minutes.</summary>
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
