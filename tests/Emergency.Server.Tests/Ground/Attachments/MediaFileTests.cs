using System.Text;
using Emergency.Server.Features.Attachments.Media;

namespace Emergency.Server.Tests.Attachments;

/// <summary>Contents found in the bytes of files, parts cut out of them, and arbitrary bytes, which are at most refused.</summary>
public sealed class MediaFileTests
{
    private static readonly byte[] Place = Encoding.UTF8.GetBytes(Pictures.Place);

    public static TheoryData<string, byte[], string, int?, int?> Right =>
        new()
        {
            { "jpeg", Pictures.Jpeg(640, 480), MediaFile.Jpeg, 640, 480 },
            { "png", Pictures.Png(8_000, 3), MediaFile.Png, 8_000, 3 },
            { "webp", Pictures.Webp(1600, 900), MediaFile.Webp, 1600, 900 },
            { "pdf", Pictures.Pdf("1 0 obj"), MediaFile.Pdf, null, null },
            { "webm", Sounds.Webm(), MediaFile.WebmSound, null, null },
            { "mp4", Sounds.Mp4(), MediaFile.Mp4Sound, null, null },
        };

    [Theory]
    [MemberData(nameof(Right))]
    public void Form_and_size_are_found_in_the_bytes(string name, byte[] bytes, string form, int? width, int? height)
    {
        var (file, fault) = MediaFile.Read(bytes);
        fault.ShouldBeNull(name);
        (file!.Form, file.Width, file.Height).ShouldBe((form, width, height));
        // A cleaned file is clean: cleaning it again changes nothing.
        MediaFile.Read(file.Bytes.Span).File!.Bytes.ToArray().ShouldBe(file.Bytes.ToArray());
    }

    public static TheoryData<string, byte[]> Telling =>
        new()
        {
            { "program of a WebM", Sounds.Webm(app: Pictures.Place) },
            { "name of a track of WebM", Sounds.Webm(name: Pictures.Place) },
            { "tags of a WebM", Sounds.Webm(more: Sounds.Element(0x1254C367, Place)) },
            { "a file in a WebM", Sounds.Webm(more: Sounds.Element(0x1941A469, Place)) },
            { "user data of an MP4", Sounds.Mp4(more: Sounds.Box("udta", Sounds.Box("\u00A9xyz", Place))) },
            { "free space of an MP4", Sounds.Mp4(more: Sounds.Box("free", Place)) },
            { "behind an MP4", [.. Sounds.Mp4(), .. Sounds.Box("uuid", Place)] },
            { "EXIF of a JPEG", Pictures.Jpeg(8, 8, (0xE1, Pictures.Exif(Pictures.Place))) },
            { "XMP of a JPEG", Pictures.Jpeg(8, 8, (0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Place])) },
            { "comment of a JPEG", Pictures.Jpeg(8, 8, (0xFE, Place)) },
            { "profile of a JPEG", Pictures.Jpeg(8, 8, (0xE2, [.. "ICC_PROFILE\0"u8, .. Place])) },
            { "IPTC of a JPEG", Pictures.Jpeg(8, 8, (0xED, [.. "Photoshop 3.0\0"u8, .. Place])) },
            { "behind a JPEG", [.. Pictures.Jpeg(), .. Place] },
            { "a second picture behind a JPEG", [.. Pictures.Jpeg(), .. Pictures.Jpeg(8, 8, (0xE1, Pictures.Exif(Pictures.Place)))] },
            { "EXIF of a PNG", Pictures.Png(4, 3, ("eXIf", Place)) },
            { "text of a PNG", Pictures.Png(4, 3, ("tEXt", [.. "Comment\0"u8, .. Place])) },
            { "international text of a PNG", Pictures.Png(4, 3, ("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Place])) },
            { "behind a PNG", [.. Pictures.Png(), .. Place] },
            { "EXIF of a WebP", Pictures.Webp(16, 9, ("EXIF", Place)) },
            { "XMP of a WebP", Pictures.Webp(16, 9, ("XMP ", Place)) },
            { "unknown chunk of a WebP", Pictures.Webp(16, 9, ("NOTE", Place)) },
            { "behind a WebP", [.. Pictures.Webp(), .. Place] },
            { "behind a PDF", [.. Pictures.Pdf(), .. Place] },
        };

    [Theory]
    [MemberData(nameof(Telling))]
    public void Where_and_by_whom_a_picture_was_taken_is_cut_out(string where, byte[] bytes)
    {
        bytes.AsSpan().IndexOf(Place).ShouldBeGreaterThan(0, "the control: it was in it");
        var (file, fault) = MediaFile.Read(bytes);
        fault.ShouldBeNull(where);
        file!.Bytes.Span.IndexOf(Place).ShouldBe(-1, where);
        file.Bytes.Span.IndexOf("Exif"u8).ShouldBe(-1, where);
    }

    public static TheoryData<string, byte[], int> Wrong =>
        new()
        {
            { "nothing", [], (int)MediaFault.Unknown },
            { "a page", "<html><script>alert(1)</script>"u8.ToArray(), (int)MediaFault.Unknown },
            { "a drawing that runs", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"u8.ToArray(), (int)MediaFault.Unknown },
            { "a film", [0, 0, 0, 24, .. "ftypmp42"u8], (int)MediaFault.Unknown },
            { "a wide JPEG", Pictures.Jpeg(8_001, 8), (int)MediaFault.TooWide },
            { "a high JPEG", Pictures.Jpeg(8, 65_535), (int)MediaFault.TooWide },
            { "a PNG of four milliards of pixels", Pictures.Png(60_000, 60_000), (int)MediaFault.TooWide },
            { "a PNG wider than a number", Pictures.Png(uint.MaxValue), (int)MediaFault.Broken },
            { "a wide WebP", Pictures.Webp(16_000), (int)MediaFault.TooWide },
            { "a JPEG without a size", Pictures.Jpeg(0, 0), (int)MediaFault.Broken },
            { "a JPEG with two frames", Pictures.Jpeg(8, 8, (0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])), (int)MediaFault.Broken },
            { "a JPEG within a JPEG", [0xFF, 0xD8, .. Pictures.Jpeg()], (int)MediaFault.Broken },
            { "a segment shorter than its length", [0xFF, 0xD8, 0xFF, 0xE1, 0, 1], (int)MediaFault.Broken },
            { "a PNG whose bytes were changed", Changed(Pictures.Png(), 20), (int)MediaFault.Broken },
            { "a PNG with a chunk that must be known", Pictures.Png(4, 3, ("EVIL", [1])), (int)MediaFault.Broken },
            { "a PNG with two headers", Pictures.Png(4, 3, ("IHDR", new byte[13])), (int)MediaFault.Broken },
            {
                "a PNG that announces what does not come",
                [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0x7F, 0xFF, 0xFF, 0xFF, .. "IHDR"u8],
                (int)MediaFault.Broken
            },
            {
                "a WebP of another size than it says",
                Pictures.Webp(16, 9, ("VP8 ", [0x10, 0, 0, 0x9D, 1, 0x2A, 9, 0, 9, 0])),
                (int)MediaFault.Broken
            },
            { "a PDF without an end", "%PDF-1.7\n1 0 obj"u8.ToArray(), (int)MediaFault.Broken },
            { "a PDF with much behind its end", [.. Pictures.Pdf(), .. new byte[5_000]], (int)MediaFault.Broken },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_none_is_refused(string what, byte[] bytes, int fault) =>
        MediaFile.Read(bytes).Fault.ShouldBe((MediaFault)fault, what);

    [Theory]
    [MemberData(nameof(Right))]
    public void Cut_off_anywhere_it_is_refused_and_never_more(string name, byte[] bytes, string form, int? width, int? height)
    {
        for (var length = 0; length < bytes.Length - 2; length++)
        {
            var (file, _) = MediaFile.Read(bytes.AsSpan(0, length));
            file.ShouldBeNull($"{name} of {form} {width}x{height} after {length} of {bytes.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void With_any_byte_changed_it_is_read_or_refused_and_grows_by_nothing(
        string name,
        byte[] bytes,
        string form,
        int? width,
        int? height
    )
    {
        for (var at = 0; at < bytes.Length; at++)
            foreach (var to in (byte[])[0, 1, 0x7F, 0xFF])
            {
                var changed = (byte[])bytes.Clone();
                changed[at] = to;
                var (file, fault) = MediaFile.Read(changed);
                (file is null).ShouldBe(fault is not null, $"{name} {form} {width} {height}");
                (file?.Bytes.Length ?? 0).ShouldBeLessThanOrEqualTo(bytes.Length + 1);
            }
    }

    private static byte[] Changed(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }

    [Fact]
    public void Where_there_is_a_picture_in_it_or_nothing_to_be_heard_it_is_no_sound()
    {
        foreach (var bytes in (byte[][])[Sounds.Webm(kind: 1), Sounds.Mp4("vide"), Sounds.Webm()[..60], Sounds.Mp4()[..40]])
            MediaFile.Read(bytes).File.ShouldBeNull();
    }
}
