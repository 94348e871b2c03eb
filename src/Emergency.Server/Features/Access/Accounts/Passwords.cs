using System.Buffers.Binary;
using System.Security.Cryptography;
using Emergency.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Result of comparing a password: it fits or not, or too many requests of the same address wait already. <paramref name="Renewed"/> is the
/// new hash where the password fits and the stored hash is weaker than today's.
/// </summary>
internal sealed record Compared(bool Fits, bool Crowded = false, string? Renewed = null);

/// <summary>
/// Hashes and compares passwords of 8 … 100 characters, at most as many at once as there are processors, so that sign-ins do not starve
/// everything else, nor one address all others.
/// </summary>
/// <param name="rounds">PBKDF2 rounds of a hash. Only tests pass fewer, and no setting changes it.</param>
internal sealed class Passwords(int rounds = Passwords.Rounds)
{
    public const int Shortest = 8,
        Longest = 100;

    /// <summary>PBKDF2 with HMAC-SHA-512, 210,000 rounds (OWASP Password Storage Cheat Sheet). Hashes of earlier versions have 100,000.</summary>
    public const int Rounds = 210_000;
    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));

    /// <summary>Time until the next try where too many requests of one address wait.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Most waiting requests of one address, because a whole county may share one.</summary>
    private const int WaitingEach = 200;
    private readonly FairTurns _turns = new(Environment.ProcessorCount, WaitingEach);
    private readonly string _nobodys = Nobodys(rounds);

    public string Hash(string password) => _hasher.HashPassword(Account.None, password);

    /// <summary>Hashes like <see cref="Hash"/>, in turn; null where too many requests of the same address wait already.</summary>
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

    /// <summary>
    /// Compares in turn, and renews an older hash within the same turn if the password fits. An unknown account (hash null) takes as long
    /// as a known one, an old hash as long as a new one.
    /// </summary>
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

    /// <summary>
    /// A fake hash of today's form that fits no password. Comparing with it takes as long as with a real one, and making it, once at each
    /// start, costs nothing.
    /// </summary>
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

    /// <summary>Performs the rounds that an older hash lacks, so that the answer's duration does not reveal that the name exists.</summary>
    private void FillUp(string? hash, string password)
    {
        var missing = hash is null ? 0 : rounds - RoundsOf(hash);
        if (missing > 0)
            _ = Rfc2898DeriveBytes.Pbkdf2(password, new byte[16], missing, HashAlgorithmName.SHA512, 32);
    }

    /// <summary>Number of rounds of a stored hash: the four bytes behind the format and the function.</summary>
    internal static int RoundsOf(string hash) => (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5, 4));
}
