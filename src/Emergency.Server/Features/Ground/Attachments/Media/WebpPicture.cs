using System.Buffers;
using System.Buffers.Binary;

namespace Emergency.Server.Features.Attachments.Media;

/// <summary>A still WebP picture (RFC 9649) without EXIF, XMP, colour profile and foreign chunks.</summary>
internal static class WebpPicture
{
    private const byte OnlyAlpha = 0b0001_0000,
        Animated = 0b0000_0010;
    private const int Head = 12;

    public static bool Is(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Head && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    public static MediaFile Read(ReadOnlySpan<byte> bytes)
    {
        var from = new ByteWalk(bytes);
        from.Take(4);
        var all = from.Little32();
        if (all < 4 || all > from.Left)
            throw new BrokenMedia("the file ends too early");
        // Bytes behind the announced length are ignored.
        from = new ByteWalk(bytes[..(8 + (int)all)]);
        from.Take(Head);
        var to = new ArrayBufferWriter<byte>(bytes.Length);
        to.Write(bytes[..Head]);
        (int Width, int Height)? canvas = null,
            picture = null;
        while (from.Left > 1)
        {
            var name = from.Take(4);
            var length = from.Little32();
            var chunk = from.Take(length);
            // An odd chunk is followed by a padding byte; some writers leave it out at the end.
            if (length % 2 == 1 && from.Left > 0)
                from.Take(1);
            if (name.SequenceEqual("VP8X"u8))
            {
                canvas = canvas is null && picture is null ? Canvas(chunk) : throw new BrokenMedia("a header that is not first");
                Write(to, name, [(byte)(chunk[0] & OnlyAlpha), .. chunk[1..10]]);
                continue;
            }
            if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8))
                picture = picture is null ? Size(name, chunk) : throw new BrokenMedia("two pictures");
            else if (!name.SequenceEqual("ALPH"u8) || canvas is null)
                continue;
            Write(to, name, chunk);
        }
        if (picture is not var (width, height) || (canvas is { } said && said != (width, height)))
            throw new BrokenMedia("no picture, or not of the size it says");
        var written = to.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(written.AsSpan(4), (uint)(written.Length - 8));
        return new(MediaFile.Webp, width, height, written);
    }

    private static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> chunk)
    {
        to.Write(name);
        BinaryPrimitives.WriteUInt32LittleEndian(to.GetSpan(4), (uint)chunk.Length);
        to.Advance(4);
        to.Write(chunk);
        if (chunk.Length % 2 == 1)
            to.Write((ReadOnlySpan<byte>)[0]);
    }

    private static (int, int) Canvas(ReadOnlySpan<byte> chunk)
    {
        var from = new ByteWalk(chunk);
        var flags = from.Take(4)[0];
        if ((flags & Animated) != 0)
            throw new BrokenMedia("a film");
        return (Little24(from.Take(3)) + 1, Little24(from.Take(3)) + 1);
    }

    private static (int, int) Size(ReadOnlySpan<byte> name, ReadOnlySpan<byte> chunk)
    {
        var from = new ByteWalk(chunk);
        if (name.SequenceEqual("VP8L"u8))
        {
            if (from.Byte() != 0x2F)
                throw new BrokenMedia("no picture where one should be");
            var bits = from.Little32();
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }
        // The first bit of a key frame is 0.
        if ((from.Take(3)[0] & 1) != 0 || !from.Take(3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            throw new BrokenMedia("no picture where one should be");
        var sides = from.Little32();
        return sides is var both && (both & 0x3FFF) > 0 && ((both >> 16) & 0x3FFF) > 0
            ? ((int)(both & 0x3FFF), (int)((both >> 16) & 0x3FFF))
            : throw new BrokenMedia("a picture without a size");
    }

    private static int Little24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
