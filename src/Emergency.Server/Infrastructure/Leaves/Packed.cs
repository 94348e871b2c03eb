using System.Buffers.Binary;
using System.Text;

namespace Emergency.Server.Infrastructure.Leaves;

/// <summary>
/// Writes small values one after the other as bytes, in memory only. <see cref="PackedReader"/> reads them in the same order.
/// </summary>
internal readonly struct PackedWriter(int expected)
{
    private readonly List<byte> _to = new(expected);

    public int Length => _to.Count;

    public byte[] ToArray() => [.. _to];

    public void Byte(byte value) => _to.Add(value);

    public void Id(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        _to.AddRange(bytes);
    }

    /// <summary>Writes one byte for 0 … 254, else five.</summary>
    public void Number(int value)
    {
        if (value is >= 0 and < byte.MaxValue)
        {
            _to.Add((byte)value);
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _to.Add(byte.MaxValue);
        _to.AddRange(bytes);
    }

    public void Double(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _to.AddRange(bytes);
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(bytes.Length + 1);
        _to.AddRange(bytes);
    }

    public void Texts(IReadOnlyCollection<string> texts)
    {
        Number(texts.Count);
        foreach (var text in texts)
            Text(text);
    }

    /// <summary>Writes another writer's bytes, preceded by their number, so that a reader can skip them.</summary>
    public void Part(PackedWriter part)
    {
        Number(part.Length);
        _to.AddRange(part._to);
    }
}

/// <summary>Reads the bytes of a <see cref="PackedWriter"/>.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> from)
{
    private ReadOnlySpan<byte> _left = from;

    public readonly bool IsOver => _left.IsEmpty;

    public byte Byte() => Bytes(1)[0];

    public Guid Id() => new(Bytes(16));

    public int Number() => Byte() is var small and < byte.MaxValue ? small : BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)));

    public string? Text() =>
        Number() switch
        {
            0 => null,
            1 => "",
            var length => Encoding.UTF8.GetString(Bytes(length - 1)),
        };

    public string[] Texts()
    {
        var texts = new string[Number()];
        for (var n = 0; n < texts.Length; n++)
            texts[n] = Text()!;
        return texts;
    }

    public PackedReader Part() => new(Bytes(Number()));

    private ReadOnlySpan<byte> Bytes(int count)
    {
        var bytes = _left[..count];
        _left = _left[count..];
        return bytes;
    }
}
