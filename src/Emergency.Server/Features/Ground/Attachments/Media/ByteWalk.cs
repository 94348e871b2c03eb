using System.Buffers.Binary;

namespace Emergency.Server.Features.Attachments.Media;

/// <summary>
/// Walks through untrusted bytes. Asking for more bytes than there are throws <see cref="BrokenMedia"/>, and no memory is reserved for a
/// length that is only announced.
/// </summary>
internal ref struct ByteWalk(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; private set; }
    public readonly int Left => _bytes.Length - At;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
            throw new BrokenMedia("the file ends too early");
        var part = _bytes.Slice(At, (int)count);
        At += (int)count;
        return part;
    }

    public byte Byte() => Take(1)[0];

    public int Big16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint Big32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public uint Little32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Bytes between a position and the current one.</summary>
    public readonly ReadOnlySpan<byte> Since(int from) => _bytes[from..At];

    /// <summary>Moves to the next byte of this value without passing it; false where there is none.</summary>
    public bool Seek(byte value)
    {
        var at = _bytes[At..].IndexOf(value);
        if (at < 0)
            return false;
        At += at;
        return true;
    }

    public readonly byte? Ahead(int by) => At + by < _bytes.Length ? _bytes[At + by] : null;
}
