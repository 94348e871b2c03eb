namespace Emergency.Server.Features.Attachments.Media;

/// <summary>PDF, checked only at its first and last line. It is sent to be saved, never to be run in a page.</summary>
internal static class PdfPaper
{
    /// <summary>Range at the end of the file, in bytes, in which PDF readers look for the end mark.</summary>
    private const int Tail = 1024;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("%PDF-"u8);

    public static MediaFile Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.LastIndexOf("%%EOF"u8);
        if (end < 0 || bytes.Length - end > Tail)
            throw new BrokenMedia("the paper does not end");
        return new(MediaFile.Pdf, null, null, (byte[])[.. bytes[..(end + "%%EOF"u8.Length)], (byte)'\n']);
    }
}
