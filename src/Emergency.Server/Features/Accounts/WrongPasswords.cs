using Emergency.Domain;

namespace Emergency.Server.Features.Accounts;

/// <summary>Counts tries in this node's memory, for unknown names too, so that an answer does not tell whether a name exists. A try counts before it is compared: many at once do not get past five.</summary>
internal sealed class WrongPasswords
{
    public const int Most = 5;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(15);
    private const int Remembered = 100_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, Queue<DateTimeOffset>> _tries = [];

    /// <summary>Null where one more try is free, else until when none is. <paramref name="left"/> are the tries that remain after this one, 0 … 4: if it fails with none left, the account is locked.</summary>
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

    /// <summary>The try that was counted last was none: the password was right, and what else is needed was not said yet. Those before it still count.</summary>
    public void TakeBack(AccountId account)
    {
        lock (_gate)
            if (_tries.TryGetValue(account, out var tries) && tries.Count > 0)
                _tries[account] = new(tries.SkipLast(1));
    }

    /// <summary>The password was right.</summary>
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
        // Made-up names are tried once each: who was tried most and last is remembered longest.
        foreach (var (account, _) in _tries.OrderBy(one => one.Value.Count).ThenBy(one => one.Value.Last()).Take(Remembered / 4).ToList())
            _tries.Remove(account);
    }
}
