using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Engine;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.Attachments.Media;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>Pictures that come with a report by the sheet on a wall, sealed under the hazard's own key like all of its pictures.</summary>
internal sealed class SheetPhotos(
    IAttachments attachments,
    SealedFiles files,
    Sending sending,
    Folding folding,
    Clock clock,
    Settings settings
)
{
    /// <summary>Largest number of pictures that strangers can add to a hazard.</summary>
    public const int Most = 5;

    /// <summary>The longest side in pixels. The pages send less, and every viewer has to unpack the whole picture.</summary>
    public const int MostPixels = 4_000;

    /// <summary>Actor for users of a sheet, who have no account.</summary>
    private static readonly By Stranger = new(new("link"), Role.Partner);

    /// <summary>Returns the file less its metadata, or the reason of its refusal. Both are null where no picture was sent.</summary>
    /// <param name="base64">A JPEG, PNG or WebP.</param>
    public (MediaFile? File, Problem? Problem) Read(string? base64)
    {
        if (string.IsNullOrEmpty(base64))
            return (null, null);
        var (file, problem) = Cleaning.Cleaned(Convert.FromBase64String(base64), null, settings);
        return file is { Width: null } ? (null, new Problem("attachment.another-form", [file.Form]))
            : file?.Width > MostPixels || file?.Height > MostPixels
                ? (null, new Problem("attachment.too-wide", [MostPixels.ToString(CultureInfo.InvariantCulture)]))
            : (file, problem);
    }

    /// <summary>
    /// Keeps the picture with its hazard, and returns the position. Null where the hazard has enough of them, or the
    /// community's store is full.
    /// </summary>
    public async ValueTask<Position?> Keep(string community, HazardId hazard, MediaFile file, DateTimeOffset now, CancellationToken stop)
    {
        var (of, known) = (new AttachedTo("hazard", hazard.Value), (await folding.Newest(stop)).Of<AttachmentsKnown>());
        if (
            known.Of(of).Count(one => one.By.Account == Stranger.Account) >= Most
            || known.BytesOf(community) + file.Bytes.Length > settings.AttachmentsMegabytes * 1_000_000L
        )
            return null;
        var (id, key) = (new AttachmentId(clock.NewId()), hazard.Value);
        var row = await attachments.Add(AttachmentRow.Of(id.Value, key, files.Seal(key, id.Value, file.Bytes.Span), now), stop);
        var facts = new AttachmentFacts(
            of,
            community,
            key,
            AttachmentWhat.Thing,
            file.Form,
            file.Bytes.Length,
            file.Width,
            file.Height,
            row.Hash,
            null
        );
        var add = new AddAttachment(facts, Stranger, now);
        var sent = await sending.Send("link", Entities.Attachment(id), add, clock.NewId(), "", now, stop: stop);
        return sent.Accepted ? sent.Position : null;
    }
}
