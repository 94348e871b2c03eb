using System.Buffers.Binary;
using System.Text;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>Writes the values of one state. Short texts are stored once: codes and names repeat thousands of times.</summary>
internal sealed class Output(Stream to)
{
    internal const int Short = 32,
        MostTexts = 1 << 16;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private int _used;

    public void Byte(byte value)
    {
        if (_used == _buffer.Length)
            Flush();
        _buffer[_used++] = value;
    }

    /// <summary>Small numbers of either sign take one byte.</summary>
    public void Number(long value)
    {
        var left = (ulong)((value << 1) ^ (value >> 63));
        for (; left >= 0x80; left >>= 7)
            Byte((byte)(left | 0x80));
        Byte((byte)left);
    }

    public void Double(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Bytes(bytes);
    }

    public void Id(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        Bytes(bytes);
    }

    public void Text(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            Number(-1 - known);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(bytes.Length);
        Bytes(bytes);
        if (text.Length <= Short && _texts.Count < MostTexts)
            _texts.Add(text, _texts.Count);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
            Flush();
        if (bytes.Length > _buffer.Length)
        {
            to.Write(bytes);
            return;
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    public void Flush()
    {
        to.Write(_buffer, 0, _used);
        _used = 0;
    }
}
