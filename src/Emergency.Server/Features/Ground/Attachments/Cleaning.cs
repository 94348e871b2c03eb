using System.Globalization;
using Emergency.Server.Features.Attachments.Media;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Attachments;

/// <summary>
/// Checks and cleans every file before it is kept, whoever sends it: its size, its format by its bytes, its metadata cut out.
/// </summary>
internal static class Cleaning
{
    /// <param name="type">Content-Type of the upload; null where there was none.</param>
    public static (MediaFile? File, Problem? Problem) Cleaned(ReadOnlyMemory<byte> body, string? type, Settings settings)
    {
        if (body.Length > settings.AttachmentKilobytes * 1000)
            return (null, new("attachment.too-large", [settings.AttachmentKilobytes.ToString(CultureInfo.InvariantCulture)]));
        var (file, fault) = MediaFile.Read(body.Span);
        if (file is not null)
            return
                type is null or "" or "application/octet-stream"
                || type.Split(';')[0].Trim().Equals(file.Form, StringComparison.OrdinalIgnoreCase)
                ? (file, null)
                : (null, new("attachment.another-form", [file.Form]));
        return (
            null,
            fault switch
            {
                MediaFault.Unknown => new("attachment.unknown-form", []),
                MediaFault.TooWide => new("attachment.too-wide", [MediaFile.MostPixels.ToString(CultureInfo.InvariantCulture)]),
                _ => new("attachment.broken", []),
            }
        );
    }
}
