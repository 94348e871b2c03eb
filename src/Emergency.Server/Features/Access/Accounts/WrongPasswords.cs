using Emergency.Domain;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Counts tries in this node's memory, for unknown names too, so that an answer does not reveal that a name exists. A try counts before it
/// is compared, so that many at once do not get past five.
/// </summary>
internal sealed class WrongPasswords
{
    public const int Most = 5;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(15);
    private const int Remembered = 100_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, Queue<DateTimeOffset>> _tries = [];

    /// <summary>
    /// Counts a try. Null where it is free, otherwise the end of the lock. <paramref name="left"/> is the number of tries after this one, 0
    /// … 4: if this one fails with none left, the account is locked.
    /// </summary>
    public DateTimeOffset? Try(AccountId account, DateTimeOffset now, out int left)
    {
        lock (_gate)
        {
            if (!_tries.TryGetValue(account, out var tries))
            {
                if (_tries.Count >= Remembered)
                    Forget(now);
                _tries[account] = tries = new Queue<DateTimeOffset>(Most);
            }
            while (tries.TryPeek(out var first) && first <= now - Within)
                tries.Dequeue();
            left = Math.Max(0, Most - 1 - tries.Count);
            if (tries.Count >= Most)
                return tries.Last() + Within;
            tries.Enqueue(now);
            return null;
        }
    }

    /// <summary>
    /// Takes back the last counted try, because the password was right and only the second factor was missing. Earlier tries still count.
    /// </summary>
    public void TakeBack(AccountId account)
    {
        lock (_gate)
            if (_tries.TryGetValue(account, out var tries) && tries.Count > 0)
                _tries[account] = new(tries.SkipLast(1));
    }

    /// <summary>Forgets the tries of an account, because the password was right.</summary>
    public void Clear(AccountId account)
    {
        lock (_gate)
            _tries.Remove(account);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (account, tries) in _tries)
            if (tries.All(at => at <= now - Within))
                _tries.Remove(account);
        if (_tries.Count < Remembered)
            return;
        // Invented names are tried once each, so names with the most and newest tries are remembered longest.
        foreach (var (account, _) in _tries.OrderBy(one => one.Value.Count).ThenBy(one => one.Value.Last()).Take(Remembered / 4).ToList())
            _tries.Remove(account);
    }
}
