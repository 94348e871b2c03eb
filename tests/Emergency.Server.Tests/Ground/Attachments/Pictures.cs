using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Emergency.Server.Tests.Attachments;

/// <summary>Small pictures and papers, made byte by byte: right ones and malicious ones.</summary>
internal static class Pictures
{
    /// <summary>A place, as a camera writes it into a picture.</summary>
    public const string Place = "GPS 32.119337 114.068594 虚构";

    public static HttpContent Content(byte[] bytes, string? type = null)
    {
        var content = new ByteArrayContent(bytes);
        if (type is not null)
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    /// <summary>A grey picture, with metadata where some is given.</summary>
    public static byte[] Png(uint width = 4, uint height = 3, params (string Name, byte[] Data)[] more)
    {
        byte[] header = [.. Big(width), .. Big(height), 8, 0, 0, 0, 0];
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(new byte[Math.Min(height, 16) * (Math.Min(width, 16) + 1)]);
        return
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            .. "\n"u8,
            .. Chunk("IHDR", header),
            .. more.SelectMany(chunk => Chunk(chunk.Name, chunk.Data)),
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    public static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        var sum = uint.MaxValue;
        foreach (var one in named)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
        }
        return [.. Big((uint)data.Length), .. named, .. Big(~sum)];
    }

    /// <summary>A picture of one colour as libjpeg writes it, 8 × 8, without the parts that a test leaves out.</summary>
    public static byte[] Jpeg(int width = 8, int height = 8, params (byte Marker, byte[] Data)[] more) =>
        [
            0xFF,
            0xD8,
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
            .. more.SelectMany(segment => Segment(segment.Marker, segment.Data)),
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)16, 64)]),
            .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
            .. Segment(0xC4, [0, 0, 1, .. new byte[14], 0]),
            .. Segment(0xC4, [0x10, 0, 1, .. new byte[14], 0]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            0x3F,
            0xFF,
            0x00,
            0xFF,
            0xD0,
            0x3F,
            0xFF,
            0xD9,
        ];

    public static byte[] Segment(byte marker, byte[] data) =>
        [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    public static byte[] Exif(string text) => [.. "Exif\0\0MM\0*"u8, .. Encoding.UTF8.GetBytes(text)];

    /// <summary>A picture with a frame that begins as VP8 has it.</summary>
    public static byte[] Webp(int width = 16, int height = 9, params (string Name, byte[] Data)[] more)
    {
        byte[] frame = [0x10, 0, 0, 0x9D, 1, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 1, 2, 3];
        byte[] head = [0b0010_1100, 0, 0, 0, .. Little(width - 1)[..3], .. Little(height - 1)[..3]];
        byte[] all = [.. "WEBP"u8, .. Riff("VP8X", head), .. Riff("VP8 ", frame), .. more.SelectMany(one => Riff(one.Name, one.Data))];
        return [.. "RIFF"u8, .. Little(all.Length), .. all];
    }

    private static byte[] Riff(string name, byte[] data) =>
        [.. Encoding.ASCII.GetBytes(name), .. Little(data.Length), .. data, .. new byte[data.Length % 2]];

    public static byte[] Pdf(string text = "") => Encoding.UTF8.GetBytes($"%PDF-1.4\n{text}\n%%EOF\n");

    private static byte[] Big(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
