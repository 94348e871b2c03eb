namespace Emergency.Server.Features.Attachments.Media;

/// <summary>Reason why a file is refused.</summary>
internal enum MediaFault
{
    /// <summary>Its format is unknown here.</summary>
    Unknown,

    /// <summary>It is cut off, or violates its format.</summary>
    Broken,

    /// <summary>A picture with a side of more than <see cref="MediaFile.MostPixels"/>.</summary>
    TooWide,
}

/// <summary>
/// A file as it is kept: its format found in its first bytes, a picture's size in its header, and nothing in it but what its display needs.
/// No content is ever decoded here.
/// </summary>
/// <param name="Form">"image/jpeg", "image/png", "image/webp", "application/pdf", "audio/webm" or "audio/mp4".</param>
/// <param name="Width">Null for anything but a picture, like <paramref name="Height"/>.</param>
internal sealed record MediaFile(string Form, int? Width, int? Height, ReadOnlyMemory<byte> Bytes)
{
    public const string Jpeg = "image/jpeg",
        Png = "image/png",
        Webp = "image/webp",
        Pdf = "application/pdf",
        WebmSound = "audio/webm",
        Mp4Sound = "audio/mp4";

    /// <summary>True for a sound recording.</summary>
    public bool IsSound => Form is WebmSound or Mp4Sound;

    /// <summary>Longest side of a picture, in pixels.</summary>
    public const int MostPixels = 8_000;

    /// <summary>
    /// Reads a file and cuts out metadata of pictures (place, device, author), texts, previews and everything behind the end. A PDF is
    /// only cut off behind its end.
    /// </summary>
    public static (MediaFile? File, MediaFault? Fault) Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var file =
                bytes.StartsWith(JpegPicture.Magic) ? JpegPicture.Read(bytes)
                : bytes.StartsWith(PngPicture.Magic) ? PngPicture.Read(bytes)
                : WebpPicture.Is(bytes) ? WebpPicture.Read(bytes)
                : PdfPaper.Is(bytes) ? PdfPaper.Read(bytes)
                : bytes.StartsWith(WebmVoice.Magic) ? WebmVoice.Read(bytes)
                : Mp4Voice.Is(bytes) ? Mp4Voice.Read(bytes)
                : null;
            return file is null ? (null, MediaFault.Unknown)
                : file.Width > MostPixels || file.Height > MostPixels ? (null, MediaFault.TooWide)
                : (file, null);
        }
        catch (BrokenMedia)
        {
            return (null, MediaFault.Broken);
        }
    }
}

/// <summary>Thrown where the bytes end too early, or violate their format.</summary>
internal sealed class BrokenMedia(string why) : Exception(why);
