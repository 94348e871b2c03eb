namespace Emergency.Server.Features.Attachments.Media;

/// <summary>Why a file is not taken.</summary>
internal enum MediaFault
{
    /// <summary>Of no form that is known here.</summary>
    Unknown,

    /// <summary>Cut off, or not what its form prescribes.</summary>
    Broken,

    /// <summary>A picture with a side of more than <see cref="MediaFile.MostPixels"/>.</summary>
    TooWide,
}

/// <summary>A file as it is kept: its form found in its first bytes, a picture's size in its header, and nothing in it but what the form needs to be shown. Nothing is ever decoded here.</summary>
/// <param name="Form">"image/jpeg", "image/png", "image/webp", "application/pdf", "audio/webm" or "audio/mp4".</param>
/// <param name="Width">Null for what is no picture, like <paramref name="Height"/>.</param>
internal sealed record MediaFile(string Form, int? Width, int? Height, ReadOnlyMemory<byte> Bytes)
{
    public const string Jpeg = "image/jpeg",
        Png = "image/png",
        Webp = "image/webp",
        Pdf = "application/pdf",
        WebmSound = "audio/webm",
        Mp4Sound = "audio/mp4";

    /// <summary>Whether it is heard and not seen.</summary>
    public bool IsSound => Form is WebmSound or Mp4Sound;

    /// <summary>The longest side of a picture.</summary>
    public const int MostPixels = 8_000;

    /// <summary>Metadata of pictures (where, with what, by whom it was taken), texts, previews and whatever lies behind the end are cut out. Of a PDF only what lies behind its end.</summary>
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

/// <summary>The bytes end too early, or say what their form does not allow.</summary>
internal sealed class BrokenMedia(string why) : Exception(why);
