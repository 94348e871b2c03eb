using System.Buffers;

namespace Emergency.Server.Features.Attachments.Media;

/// <summary>
/// JPEG (ITU-T T.81) without its application segments and comments: EXIF with place and device, XMP, ICC, previews. Adobe's APP14 is kept,
/// because it says how colours are stored.
/// </summary>
internal static class JpegPicture
{
    private const byte Mark = 0xFF,
        Start = 0xD8,
        End = 0xD9,
        Scan = 0xDA,
        App0 = 0xE0,
        Adobe = 0xEE,
        App15 = 0xEF,
        Comment = 0xFE;

    public static ReadOnlySpan<byte> Magic => [Mark, Start, Mark];

    public static MediaFile Read(ReadOnlySpan<byte> bytes)
    {
        var from = new ByteWalk(bytes);
        var to = new ArrayBufferWriter<byte>(bytes.Length);
        to.Write(from.Take(2));
        (int Width, int Height)? size = null;
        while (true)
        {
            var marker = Marker(ref from);
            if (marker == End)
                break;
            if (marker is Start or 0 or 1 or (>= 0xD0 and <= 0xD7))
                throw new BrokenMedia("a marker where none may be");
            var length = from.Big16();
            if (length < 2)
                throw new BrokenMedia("a segment shorter than its own length");
            var segment = from.Take(length - 2);
            if (IsFrame(marker))
                size = size is null ? Size(segment) : throw new BrokenMedia("two frames");
            if (marker is (>= App0 and <= App15) or Comment && !(marker == Adobe && segment.StartsWith("Adobe"u8)))
                continue;
            to.Write([Mark, marker, (byte)(length >> 8), (byte)length]);
            to.Write(segment);
            if (marker != Scan)
                continue;
            if (size is null)
                throw new BrokenMedia("a scan before its frame");
            to.Write(Scanned(ref from));
        }
        to.Write([Mark, End]);
        return size is var (width, height) ? new(MediaFile.Jpeg, width, height, to.WrittenMemory) : throw new BrokenMedia("no frame");
    }

    // Any number of fill bytes may stand before a marker.
    private static byte Marker(ref ByteWalk from)
    {
        if (from.Byte() != Mark)
            throw new BrokenMedia("no marker between segments");
        byte marker;
        do marker = from.Byte();
        while (marker == Mark);
        return marker;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static (int, int) Size(ReadOnlySpan<byte> frame)
    {
        var from = new ByteWalk(frame);
        from.Byte();
        var (height, width) = (from.Big16(), from.Big16());
        return width > 0 && height > 0 ? (width, height) : throw new BrokenMedia("a picture without a size");
    }

    /// <summary>Coded data up to the next marker that is none of its own: an escaped FF or a restart.</summary>
    private static ReadOnlySpan<byte> Scanned(ref ByteWalk from)
    {
        var at = from.At;
        while (from.Seek(Mark))
        {
            if (from.Ahead(1) is not (0 or (>= 0xD0 and <= 0xD7)))
                return from.Since(at);
            from.Take(2);
        }
        throw new BrokenMedia("the scan does not end");
    }
}
