using System.Buffers.Binary;
using System.Text;

namespace Emergency.Server.Tests.Attachments;

/// <summary>Made-up sound files: the frame is right, the sound is silence.</summary>
internal static class Sounds
{
    public static byte[] Element(uint id, params byte[][] parts)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, id);
        byte[] value = [.. parts.SelectMany(part => part)];
        var size = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(size, (1UL << 56) | (uint)value.Length);
        return [.. name.TrimStart((byte)0), .. size, .. value];
    }

    private static byte[] Text(uint id, string text) => Element(id, Encoding.UTF8.GetBytes(text));

    public static byte[] Webm(byte kind = 2, string app = "-", string name = "", params byte[][] more)
    {
        byte[] track =
        [
            .. Element(0xD7, [1]),
            .. Element(0x83, [kind]),
            .. Text(0x86, kind == 2 ? "A_OPUS" : "V_VP8"),
            .. name.Length > 0 ? Text(0x536E, name) : [],
        ];
        byte[] segment =
        [
            .. Element(0x1549A966, Element(0x2AD7B1, [15, 66, 64]), Text(0x4D80, app), Text(0x5741, app)),
            .. Element(0x1654AE6B, Element(0xAE, track)),
            .. Element(0x1F43B675, Element(0xE7, [0]), Element(0xA3, [0x81, 0, 0, 0x80, 1, 2, 3])),
            .. more.SelectMany(part => part),
        ];
        return [.. Element(0x1A45DFA3, Text(0x4282, "webm")), .. Element(0x18538067, segment)];
    }

    public static byte[] Box(string name, params byte[][] parts)
    {
        byte[] value = [.. parts.SelectMany(part => part)];
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, value.Length + 8);
        return [.. size, .. Encoding.Latin1.GetBytes(name), .. value];
    }

    public static byte[] Mp4(string handler = "soun", params byte[][] more) =>
        [
            .. Box("ftyp", "M4A "u8.ToArray(), new byte[4], "isom"u8.ToArray()),
            .. Box(
                "moov",
                Box("mvhd", new byte[100]),
                Box(
                    "trak",
                    Box("mdia", Box("mdhd", new byte[24]), Box("hdlr", new byte[8], Encoding.Latin1.GetBytes(handler), new byte[12]))
                ),
                [.. more.SelectMany(part => part)]
            ),
            .. Box("mdat", [1, 2, 3]),
        ];
}
