using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Limits how often an account may ask a question that is answered while the person types: <paramref name="most"/> times within a period,
/// counted in this node's memory.
/// </summary>
internal sealed class Pace(int most, TimeSpan within)
{
    private const int Remembered = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, Queue<DateTimeOffset>> _asked = [];

    /// <summary>Counts a question; null where it is allowed, else the time to wait.</summary>
    public TimeSpan? Ask(AccountId account, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_asked.Count >= Remembered)
                Forget(now);
            if (!_asked.TryGetValue(account, out var times))
                _asked[account] = times = new Queue<DateTimeOffset>(most);
            while (times.TryPeek(out var first) && first <= now - within)
                times.Dequeue();
            if (times.Count >= most)
                return times.Peek() + within - now;
            times.Enqueue(now);
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (account, times) in _asked)
            if (times.All(at => at <= now - within))
                _asked.Remove(account);
    }
}
