using System.Globalization;
using Emergency.Server.Features.Attachments.Media;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Attachments;

/// <summary>What every file goes through before it is kept, whoever sends it: its size, its form by its bytes, its metadata cut out.</summary>
internal static class Cleaning
{
    /// <param name="type">The Content-Type it was sent with; null where none was said.</param>
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
