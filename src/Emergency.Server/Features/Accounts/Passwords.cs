using System.Buffers.Binary;
using System.Security.Cryptography;
using Emergency.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Emergency.Server.Features.Accounts;

/// <summary>How a password was compared: whether it fits, or that too many of the same address wait already; and where it fits and its hash is cheaper than today's, the new hash.</summary>
internal sealed record Compared(bool Fits, bool Crowded = false, string? Renewed = null);

/// <summary>Hashes and compares passwords of 8 … 100 characters. As many at once as there are processors: signing in cannot starve everything else, and no address all others.</summary>
/// <param name="rounds">PBKDF2 rounds of a hash: tests alone give fewer, from within. No setting leads here.</param>
internal sealed class Passwords(int rounds = Passwords.Rounds)
{
    public const int Shortest = 8,
        Longest = 100;

    /// <summary>PBKDF2 with HMAC-SHA-512, 210,000 rounds (OWASP Password Storage Cheat Sheet). Hashes of earlier versions have 100,000.</summary>
    public const int Rounds = 210_000;
    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));

    /// <summary>When to try again where too many of one address wait.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>So many of one address may wait for their turn: a whole county may sit behind one.</summary>
    private const int WaitingEach = 200;
    private readonly FairTurns _turns = new(Environment.ProcessorCount, WaitingEach);
    private readonly string _nobodys = Nobodys(rounds);

    public string Hash(string password) => _hasher.HashPassword(Account.None, password);

    /// <summary>As <see cref="Hash"/>, in turn; null where too many of the same address wait already.</summary>
    public async ValueTask<string?> HashInTurn(string password, string from, CancellationToken stop)
    {
        if (!await _turns.Take(from, stop))
            return null;
        try
        {
            return Hash(password);
        }
        finally
        {
            _turns.Release();
        }
    }

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

    /// <summary>What looks like a hash of today and fits no password: comparing with it costs as much as with a real one, making it nothing, and each start makes one.</summary>
    internal static string Nobodys(int rounds = Rounds)
    {
        const int sha512 = 2,
            salt = 16,
            key = 32,
            head = 13;
        var hash = new byte[head + salt + key];
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), sha512);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), (uint)rounds);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), salt);
        RandomNumberGenerator.Fill(hash.AsSpan(head));
        return Convert.ToBase64String(hash);
    }

    /// <summary>The rounds that a hash of an earlier version lacks are done for nothing: how long an answer takes tells nobody that the name exists.</summary>
    private void FillUp(string? hash, string password)
    {
        var missing = hash is null ? 0 : rounds - RoundsOf(hash);
        if (missing > 0)
            _ = Rfc2898DeriveBytes.Pbkdf2(password, new byte[16], missing, HashAlgorithmName.SHA512, 32);
    }

    /// <summary>The rounds a stored hash was made with: four bytes behind the format and the function.</summary>
    internal static int RoundsOf(string hash) => (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5, 4));
}
