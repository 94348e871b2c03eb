using System.Buffers.Binary;
using System.Text;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>Reads the bytes that <see cref="Output"/> wrote. Equal short texts become one object.</summary>
internal sealed class Input
{
    private readonly Stream _from;
    private readonly byte[] _buffer;
    private readonly List<string> _texts = [];
    private int _at,
        _end;

    public Input(Stream from) => (_from, _buffer) = (from, new byte[64 * 1024]);

    /// <param name="whole">All bytes to read.</param>
    public Input(byte[] whole) => (_from, _buffer, _end) = (Stream.Null, whole, whole.Length);

    public byte Byte()
    {
        if (_at == _end)
            Fill(1);
        return _buffer[_at++];
    }

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    public int Count() => checked((int)Number());

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)));

    public Guid Id() => new(Bytes(16));

    public string Text()
    {
        var length = Count();
        if (length < 0)
            return _texts[-1 - length];
        var text = length <= _buffer.Length ? Encoding.UTF8.GetString(Bytes(length)) : Encoding.UTF8.GetString(Long(length));
        if (text.Length <= Output.Short && _texts.Count < Output.MostTexts)
            _texts.Add(text);
        return text;
    }

    /// <summary>Reads bytes that another input decodes.</summary>
    public byte[] Part(int count)
    {
        if (count > _buffer.Length)
            return Long(count);
        return Bytes(count).ToArray();
    }

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (_end - _at < count)
            Fill(count);
        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }

    private byte[] Long(int count)
    {
        var (all, had) = (new byte[count], _end - _at);
        _buffer.AsSpan(_at, had).CopyTo(all);
        _from.ReadExactly(all, had, count - had);
        _at = _end = 0;
        return all;
    }

    private void Fill(int count)
    {
        var had = _end - _at;
        _buffer.AsSpan(_at, had).CopyTo(_buffer);
        (_at, _end) = (0, had);
        _end += _from.ReadAtLeast(_buffer.AsSpan(had), count - had);
    }
}
