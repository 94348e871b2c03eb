using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Server.Features.Attachments.Media;
using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Features.Attachments;

/// <summary>A file of a thing, without its content. The content is fetched separately, and each reading of it is recorded.</summary>
/// <param name="Form">image/jpeg, image/png, image/webp, application/pdf, audio/webm or audio/mp4.</param>
/// <param name="By">Key of the account that added it.</param>
/// <param name="Taken">Time at which it was taken, by the clock of the device.</param>
/// <param name="Hidden">Only the person who took it can see it, because its subject was not asked about photos.</param>
internal sealed record AttachmentShown(
    AttachmentId Id,
    AttachmentWhat What,
    string Form,
    long Bytes,
    int? Width,
    int? Height,
    string By,
    Role Role,
    DateTimeOffset At,
    DateTimeOffset? Taken,
    bool Hidden
)
{
    public static AttachmentShown Of(AttachmentKnown one, bool hidden) =>
        new(
            one.Id,
            one.Facts.What,
            one.Facts.Form,
            one.Facts.Bytes,
            one.Facts.Width,
            one.Facts.Height,
            one.By.Account.Key,
            one.By.Role,
            one.At,
            one.Facts.Taken,
            hidden
        );
}

/// <param name="MostBytes">Most bytes of one file.</param>
internal sealed record AttachmentsShown(IReadOnlyList<AttachmentShown> Items, long MostBytes, long Position);

internal sealed record NewAttachmentRemoval(AttachmentRemoval? Why);

/// <summary>A file as it was added, less its metadata.</summary>
internal sealed record AttachmentFile(ReadOnlyMemory<byte> Bytes, string Form) : IWritten
{
    public static string ContentType { get; } =
        string.Join(", ", MediaFile.Jpeg, MediaFile.Png, MediaFile.Webp, MediaFile.Pdf, MediaFile.WebmSound, MediaFile.Mp4Sound);
    public string? Foreign => Form;
}
