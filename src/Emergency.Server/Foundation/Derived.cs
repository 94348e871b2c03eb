using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;

namespace Emergency.Server.Foundation;

/// <summary>
/// Ids computed from values that are already known (UUID version 5, RFC 9562 5.5), so that a retry finds the same entity.
/// </summary>
internal static class Derived
{
    public static Guid Id(Guid space, string name)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        space.TryWriteBytes(input, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(name, input[16..]);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 for version 5; nothing secret rests on it.
        SHA1.HashData(input[..length], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static Guid Id(Guid command, int ordinal) => Id(command, ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static T Id<T>(Guid command, int ordinal)
        where T : struct, IGuidId<T> => T.From(Id(command, ordinal));

    /// <summary>Computes a command id from the sender and the key that the sender chose.</summary>
    public static Guid Command(string sender, string key) => Id(Senders, $"{sender}\n{key}");

    /// <summary>A stable id for a register's own number ("R000001" of a county).</summary>
    public static Guid Register(string kind, string county, string number) => Id(Registers, $"{kind}\n{county}\n{number}");

    /// <summary>SHA-256, in hex, of several parts, each followed by a zero byte.</summary>
    public static string Digest(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static readonly Guid Senders = new("6f1c9c5e-5b1e-5f43-9a35-0d6c2a7d8e01");
    private static readonly Guid Registers = new("6f1c9c5e-5b1e-5f43-9a35-0d6c2a7d8e02");
}
