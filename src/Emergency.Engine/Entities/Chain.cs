using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Emergency.Engine.Entities;

/// <summary>The hash that ties a stored event to its place and to its predecessor.</summary>
public static class Chain
{
    /// <summary>Length of a hash as lower-case hex.</summary>
    public const int HexLength = 64;

    /// <summary>SHA-256 over persistence_id, sequence_number as decimal text and manifest, a zero byte after each, and the stored bytes after the hash member.</summary>
    public static void Hash(string stream, long sequence, string form, ReadOnlySpan<byte> afterHash, Span<byte> hash)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(form);
        var most = Encoding.UTF8.GetMaxByteCount(stream.Length + form.Length) + 24 + afterHash.Length;
        var rented = most > 2_048 ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> bytes = rented ?? stackalloc byte[2_048];
        var length = Encoding.UTF8.GetBytes(stream, bytes);
        bytes[length++] = 0;
        Utf8Formatter.TryFormat(sequence, bytes[length..], out var digits);
        length += digits;
        bytes[length++] = 0;
        length += Encoding.UTF8.GetBytes(form, bytes[length..]);
        bytes[length++] = 0;
        afterHash.CopyTo(bytes[length..]);
        SHA256.HashData(bytes[..(length + afterHash.Length)], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Lower-case hex of a hash, as ASCII.</summary>
    public static void Hex(ReadOnlySpan<byte> hash, Span<byte> hex)
    {
        for (var i = 0; i < hash.Length; i++)
        {
            hex[2 * i] = "0123456789abcdef"u8[hash[i] >> 4];
            hex[(2 * i) + 1] = "0123456789abcdef"u8[hash[i] & 15];
        }
    }
}
