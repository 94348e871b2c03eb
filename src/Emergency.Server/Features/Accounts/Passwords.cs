using System.Buffers.Binary;
using System.Security.Cryptography;
using Emergency.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Emergency.Server.Features.Accounts;

/// <summary>How a password was compared: whether it fits, or that too many of the same address wait already; and where it fits and its hash is cheaper than today's, the new hash.</summary>
internal sealed record Compared(bool Fits, bool Crowded = false, string? Renewed = null);

/// <summary>Hashes and compares passwords of 8 … 100 characters. As many at once as there are processors: signing in cannot starve everything else, and no address all others.</summary>
internal sealed class Passwords
{
    public const int Shortest = 8,
        Longest = 100;

    /// <summary>PBKDF2 with HMAC-SHA-512, 210,000 rounds (OWASP Password Storage Cheat Sheet). Hashes of earlier versions have 100,000.</summary>
    public const int Rounds = 210_000;
    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    /// <summary>When to try again where too many of one address wait.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>So many of one address may wait for their turn: a whole county may sit behind one.</summary>
    private const int WaitingEach = 200;
    private readonly FairTurns _turns = new(Environment.ProcessorCount, WaitingEach);
    private readonly string _nobodys;

    public Passwords() => _nobodys = _hasher.HashPassword(Account.None, Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString());

    public string Hash(string password) => _hasher.HashPassword(Account.None, password);

    /// <summary>Compares in turn, and hashes anew within the same turn what fits an older hash. An unknown account (hash null) takes as long as a known one, an old hash as long as a new one.</summary>
    public async ValueTask<Compared> Compare(string? hash, string password, string from, CancellationToken stop)
    {
        if (!await _turns.Take(from, stop))
            return new(false, Crowded: true);
        try
        {
            var result = _hasher.VerifyHashedPassword(Account.None, hash ?? _nobodys, password);
            FillUp(hash, password);
            return result == PasswordVerificationResult.Failed || hash is null
                ? new(false)
                : new(true, Renewed: result == PasswordVerificationResult.SuccessRehashNeeded ? Hash(password) : null);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The rounds that a hash of an earlier version lacks are done for nothing: how long an answer takes tells nobody that the name exists.</summary>
    private static void FillUp(string? hash, string password)
    {
        var missing = hash is null ? 0 : Rounds - RoundsOf(hash);
        if (missing > 0)
            _ = Rfc2898DeriveBytes.Pbkdf2(password, new byte[16], missing, HashAlgorithmName.SHA512, 32);
    }

    /// <summary>The rounds a stored hash was made with: four bytes behind the format and the function.</summary>
    internal static int RoundsOf(string hash) => (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5, 4));
}
