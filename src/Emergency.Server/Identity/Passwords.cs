using Emergency.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Emergency.Server.Identity;

/// <summary>Hashes and compares passwords of 8 … 100 characters. As many at once as there are processors: signing in cannot starve everything else, and no address all others.</summary>
public sealed class Passwords
{
    public const int Shortest = 8, Longest = 100;
    private readonly PasswordHasher<Account> _hasher = new();
    /// <summary>When to try again where too many of one address wait.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    /// <summary>So many of one address may wait for their turn: a whole county may sit behind one.</summary>
    private const int WaitingEach = 200;
    private readonly FairTurns _turns = new(Environment.ProcessorCount, WaitingEach);
    private readonly string _nobodys;

    public Passwords() => _nobodys = _hasher.HashPassword(Account.None, Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString());

    public string Hash(string password) => _hasher.HashPassword(Account.None, password);

    /// <summary>Whether it fits; null where too many of this address wait already. An unknown account (hash null) takes as long as a known one.</summary>
    public async ValueTask<bool?> Fits(string? hash, string password, string from, CancellationToken stop)
    {
        if (!await _turns.Take(from, stop)) return null;
        try { return _hasher.VerifyHashedPassword(Account.None, hash ?? _nobodys, password) != PasswordVerificationResult.Failed && hash is not null; }
        finally { _turns.Release(); }
    }
}
