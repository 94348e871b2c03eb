using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Emergency.Engine.Cluster;

/// <summary>
/// The frames of one connection, each signed (HMAC-SHA-256) with the nodes' secret. The signed text names the side, the random salts of both sides and the frame's number:
/// a frame of another connection, from another place in this one, or sent back to its sender does not fit. Not for several threads at once.
/// </summary>
internal sealed class SignedFrames(byte[] key, bool isCaller)
{
    private const int SaltBytes = 16,
        Signature = HMACSHA256.HashSizeInBytes;

    /// <summary>The number of bytes by which a frame is longer for it, at most.</summary>
    public const int Most = SaltBytes + Signature;

    private static readonly byte[] Unknown = new byte[SaltBytes];
    private readonly byte[] _mine = RandomNumberGenerator.GetBytes(SaltBytes);
    private byte[]? _theirs;
    private long _sent,
        _heard;

    /// <summary>False where nothing may be said yet: after its first frame either side waits until it has heard the other's.</summary>
    public bool MayWrite => _theirs is not null || (isCaller && _sent == 0);

    /// <summary>The next frame with these bytes. It counts as sent only after <see cref="Sent"/>.</summary>
    public byte[] Write(ReadOnlySpan<byte> bytes)
    {
        var salt = _sent == 0 ? _mine : [];
        var frame = new byte[salt.Length + Signature + bytes.Length];
        salt.CopyTo(frame, 0);
        Sign(isCaller, _mine, _theirs ?? Unknown, _sent, bytes, frame.AsSpan(salt.Length, Signature));
        bytes.CopyTo(frame.AsSpan(salt.Length + Signature));
        return frame;
    }

    public void Sent() => _sent++;

    /// <summary>Opens the next frame; false where it is not one that the other side has signed, and nothing after it is either.</summary>
    public bool TryRead(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var salt = _theirs is null ? SaltBytes : 0;
        if (frame.Length < salt + Signature)
            return false;
        var theirs = _theirs ?? frame[..SaltBytes].ToArray();
        // The node that was called answers knowing the caller's salt; the caller's first frame cannot know the other's.
        var known = isCaller || _heard > 0 ? _mine : Unknown;
        Span<byte> signature = stackalloc byte[Signature];
        var said = frame[(salt + Signature)..];
        Sign(!isCaller, theirs, known, _heard, said, signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, frame.Slice(salt, Signature)))
            return false;
        (_theirs, _heard, bytes) = (theirs, _heard + 1, said.ToArray());
        return true;
    }

    private void Sign(bool byCaller, byte[] speaker, byte[] other, long number, ReadOnlySpan<byte> bytes, Span<byte> signature)
    {
        Span<byte> head = stackalloc byte[1 + SaltBytes * 2 + sizeof(long)];
        head[0] = byCaller ? (byte)1 : (byte)2;
        speaker.CopyTo(head[1..]);
        other.CopyTo(head[(1 + SaltBytes)..]);
        BinaryPrimitives.WriteInt64BigEndian(head[(1 + SaltBytes * 2)..], number);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(head);
        hash.AppendData(bytes);
        hash.GetHashAndReset(signature);
    }
}
