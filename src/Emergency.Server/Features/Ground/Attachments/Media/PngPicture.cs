using System.Buffers;

namespace Emergency.Server.Features.Attachments.Media;

/// <summary>PNG (ISO 15948) with only the chunks that its display needs: no texts, times, EXIF, profiles or animation.</summary>
internal static class PngPicture
{
    // Length, name and checksum of a chunk, 4 bytes each.
    private const int Overhead = 12;
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "gAMA",
        "cHRM",
        "sRGB",
        "sBIT",
        "pHYs",
    };

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static MediaFile Read(ReadOnlySpan<byte> bytes)
    {
        var from = new ByteWalk(bytes);
        var to = new ArrayBufferWriter<byte>(bytes.Length);
        to.Write(from.Take(Magic.Length));
        (int Width, int Height)? size = null;
        var data = false;
        for (var name = ""; name != "IEND"; )
        {
            var at = from.At;
            var length = from.Big32();
            var named = from.Take(4 + (long)length);
            name = System.Text.Encoding.Latin1.GetString(named[..4]);
            if (from.Big32() != Sum(named))
                throw new BrokenMedia("a chunk that is not what was written");
            if (size is null != (name == "IHDR"))
                throw new BrokenMedia("the header is not first, or there are two");
            size ??= Size(named[4..]);
            data |= name == "IDAT" && length > 0;
            if (Kept.Contains(name))
                to.Write(from.Since(at));
            else if (char.IsAsciiLetterUpper(name[0]))
                throw new BrokenMedia("a chunk that must be understood and is not known");
        }
        return data
            ? new(MediaFile.Png, size!.Value.Width, size.Value.Height, to.WrittenMemory)
            : throw new BrokenMedia("a picture without data");
    }

    private static (int, int) Size(ReadOnlySpan<byte> header)
    {
        var from = new ByteWalk(header);
        var (width, height) = (from.Big32(), from.Big32());
        return header.Length == Overhead + 1 && width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
            ? ((int)width, (int)height)
            : throw new BrokenMedia("a picture without a size");
    }

    /// <summary>CRC-32 as ISO 3309 has it, over name and data of a chunk.</summary>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
            sum = (sum >> 8) ^ Sums[(byte)(sum ^ one)];
        return ~sum;
    }

    private static readonly uint[] Sums =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(one => Enumerable.Range(0, 8).Aggregate((uint)one, (sum, _) => (sum >> 1) ^ ((sum & 1) * 0xEDB88320))),
    ];
}
