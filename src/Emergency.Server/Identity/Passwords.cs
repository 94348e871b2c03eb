using Emergency.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Emergency.Server.Identity;

/// <summary>Hashes and compares passwords of 8 … 100 characters. As many at once as there are processors: signing in cannot starve everything else.</summary>
public sealed class Passwords : IDisposable
{
    public const int Shortest = 8, Longest = 100;
    private readonly PasswordHasher<Account> _hasher = new();
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly string _nobodys;

    public Passwords() => _nobodys = _hasher.HashPassword(Account.None, Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString());

    public string Hash(string password) => _hasher.HashPassword(Account.None, password);

    /// <summary>An unknown account (null) takes as long as a known one.</summary>
    public async ValueTask<bool> Fits(string? hash, string password, CancellationToken stop)
    {
        await _turns.WaitAsync(stop);
        try { return _hasher.VerifyHashedPassword(Account.None, hash ?? _nobodys, password) != PasswordVerificationResult.Failed && hash is not null; }
        finally { _turns.Release(); }
    }

    public void Dispose() => _turns.Dispose();
}
