using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Mvc;

namespace Emergency.Server.Features.Attachments;

/// <summary>Pictures and papers of all nouns that have some (<see cref="IAttachmentOwners"/>).</summary>
internal static class AttachmentEndpoints
{
    public static RouteGroupBuilder MapAttachmentActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/attachments/{kind}/{ownerId:guid}");
        routes.MapGet("/", List).Needs(AttachmentPermissions.Read);
        routes.MapPost("/", Add).Needs(AttachmentPermissions.Add).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapGet("/{attachmentId:guid}", Read).Needs(AttachmentPermissions.Read);
        routes.MapPost("/{attachmentId:guid}/nobody", Nobody).Needs(AttachmentPermissions.Add);
        routes.MapPost("/{attachmentId:guid}/remove", Remove).Needs(AttachmentPermissions.Remove);
        return api;
    }

    /// <summary>Lists the files of a thing, in the order in which they were added, without their contents.</summary>
    public static async Task<Outcome<AttachmentsShown>> List(string code, string kind, Guid ownerId, Act act, Settings settings)
    {
        var owner = await act.Owner(AttachmentPermissions.Read, code, kind, ownerId);
        if (owner.Value is not { } of)
            return owner.Problem!;
        var known = act.Use<Folding>().Now;
        var items = known
            .Of<AttachmentsKnown>()
            .Of(new(kind, ownerId))
            .Where(one => !of.Hides(one, act.Asked))
            .Select(one => AttachmentShown.Of(one, of.Hides(one.Facts.What)));
        return new Outcome<AttachmentsShown>(new([.. items], settings.AttachmentKilobytes * 1000L, known.At.Value), known.At);
    }

    /// <summary>Adds a file: the body is the file itself. Its format is found in its bytes, a Content-Type that names another format is refused, and metadata is cut out. A phone that sends again under the same Idempotency-Key adds nothing twice.</summary>
    /// <param name="what">photo (of a person, who has agreed), thing (a door or thing, without people), consent, notice, paper or voice.</param>
    /// <param name="taken">Time at which it was taken, by the clock of the device.</param>
    public static async Task<Outcome<Recorded>> Add(
        string code,
        string kind,
        Guid ownerId,
        Received received,
        Act act,
        Settings settings,
        IAttachments attachments,
        [FromHeader(Name = "Content-Type")] string? type = null,
        string? what = null,
        DateTimeOffset? taken = null
    )
    {
        var found = await act.Owner(AttachmentPermissions.Add, code, kind, ownerId);
        if (found.Value is not { } owner)
            return found.Problem!;
        if (Shows(what) is not { } shows)
            return Problem.Bad("?what: photo, thing, consent, notice, paper or voice");
        if (owner.Hides(shows))
            return new Problem("attachment.photo-refused", []);
        var (file, problem) = Cleaning.Cleaned(received.Body, type, settings);
        if (file is null)
            return problem!;
        if (file.IsSound != (shows == AttachmentWhat.Voice))
            return new Problem("attachment.another-form", [file.Form]);
        var id = act.Asked.NewId<AttachmentId>();
        var most = settings.AttachmentsMegabytes * 1_000_000L;
        var known = await act.Use<Folding>().Newest(act.Stop);
        var kept = known.Of<AttachmentsKnown>();
        if (!kept.All.ContainsKey(id) && kept.BytesOf(code) + file.Bytes.Length > most)
            return new Problem("attachment.no-room", [settings.AttachmentsMegabytes.ToString(CultureInfo.InvariantCulture)]);
        await act.Sealing.Ensure([owner.Key], act.Stop);
        // The row comes first: an event without its file would be an empty promise; a row that no event names is swept.
        var row = await attachments.Add(
            AttachmentRow.Of(id.Value, owner.Key, act.Use<SealedFiles>().Seal(owner.Key, id.Value, file.Bytes.Span), act.Now),
            act.Stop
        );
        var facts = new AttachmentFacts(
            new(kind, ownerId),
            code,
            owner.Key,
            shows,
            file.Form,
            file.Bytes.Length,
            file.Width,
            file.Height,
            row.Hash,
            taken
        );
        var sent = await act.Send(
            AttachmentPermissions.Add,
            owner.Place,
            Entities.Attachment(id),
            by => new AddAttachment(facts, by, act.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>The file itself. The reading is recorded before the file is sent.</summary>
    public static async Task<Outcome<AttachmentFile>> Read(
        string code,
        string kind,
        Guid ownerId,
        Guid attachmentId,
        Act act,
        IAttachments attachments
    )
    {
        var (of, id) = (new AttachedTo(kind, ownerId), new AttachmentId(attachmentId));
        var found = await act.Owner(AttachmentPermissions.Read, code, kind, ownerId);
        if (found.Value is not { } owner)
            return found.Problem!;
        var known = await act.Use<Folding>().With(known => known.Of<AttachmentsKnown>().Find(of, id) is not null, act.Stop);
        if (
            known.Of<AttachmentsKnown>().Find(of, id) is not { } one
            || owner.Hides(one, act.Asked)
            || await attachments.Find(attachmentId, act.Stop) is not { } row
        )
            return Problem.Of(Attachment.Unknown);
        if (act.Use<SealedFiles>().Open(one.Facts.Key, attachmentId, row.Bytes.Span) is not { } bytes)
            return Problem.Of(Attachment.Unknown);
        var (_, sent) = await act.Use<Recording>()
            .Write(act.Asked, AttachmentPermissions.Read, owner.Place, byTask: false, owner.Reading, act.Stop);
        return sent.Accepted ? new Outcome<AttachmentFile>(new(bytes, one.Facts.Form), known.At) : sent.With<AttachmentFile>(null!);
    }

    /// <summary>Removes a file, with the reason. The journal keeps the description of the file; its content is gone.</summary>
    public static async Task<Outcome<Recorded>> Remove(
        string code,
        string kind,
        Guid ownerId,
        Guid attachmentId,
        NewAttachmentRemoval body,
        Act act,
        IAttachments attachments
    )
    {
        var (of, id) = (new AttachedTo(kind, ownerId), new AttachmentId(attachmentId));
        var found = await act.Owner(AttachmentPermissions.Remove, code, kind, ownerId);
        if (found.Value is not { } owner)
            return found.Problem!;
        if (body.Why is not { } why)
            return Problem.Bad("$.why: mistaken, unfit, replaced, consent-withdrawn or purpose-fulfilled");
        var known = await act.Use<Folding>().With(known => known.Of<AttachmentsKnown>().Find(of, id) is not null, act.Stop);
        if (known.Of<AttachmentsKnown>().All.GetValueOrDefault(id) is { } other && (other.Facts.Of != of || owner.IsOfAnother(other)))
            return Problem.Of(Attachment.Unknown);
        var sent = await act.Send(
            AttachmentPermissions.Remove,
            owner.Place,
            Entities.Attachment(id),
            by => new RemoveAttachment(why, by, act.Now)
        );
        // A row that remains because the server was killed here is removed by the sweep.
        if (sent.Accepted)
            await attachments.Remove([attachmentId], CancellationToken.None);
        return sent.With(new Recorded(attachmentId, sent.Position.Value));
    }

    /// <summary>
    /// Declares, by the person who took a photo, that nobody is on it. It is shown as a door or a thing from now on, without consent.
    /// </summary>
    public static async Task<Outcome<Recorded>> Nobody(string code, string kind, Guid ownerId, Guid attachmentId, Act act)
    {
        var (of, id) = (new AttachedTo(kind, ownerId), new AttachmentId(attachmentId));
        var found = await act.Owner(AttachmentPermissions.Add, code, kind, ownerId);
        if (found.Value is not { } owner)
            return found.Problem!;
        var known = await act.Use<Folding>().With(known => known.Of<AttachmentsKnown>().Find(of, id) is not null, act.Stop);
        if (known.Of<AttachmentsKnown>().Find(of, id) is not { } one || owner.Hides(one, act.Asked))
            return Problem.Of(Attachment.Unknown);
        var sent = await act.Send(AttachmentPermissions.Add, owner.Place, Entities.Attachment(id), by => new ShowsNobody(by, act.Now));
        return sent.With(new Recorded(attachmentId, sent.Position.Value));
    }

    /// <summary>Finds the thing that the files belong to.</summary>
    private static async ValueTask<Found<AttachmentOwner>> Owner(this Act act, Permission permission, string code, string kind, Guid id)
    {
        var owners = act.Use<IEnumerable<IAttachmentOwners>>().FirstOrDefault(one => one.Kind == kind);
        return owners is null || !owners.Meets(act.Asked, code) ? Problem.NotFound
            : act.Asked.Grants.Any(grant => owners.Has(permission).Contains(grant.Role)) ? await owners.Find(act, permission, code, id)
            : Problem.NotYours(permission);
    }

    private static AttachmentWhat? Shows(string? what) =>
        what switch
        {
            "photo" => AttachmentWhat.Photo,
            "consent" => AttachmentWhat.Consent,
            "notice" => AttachmentWhat.Notice,
            "paper" => AttachmentWhat.Paper,
            "voice" => AttachmentWhat.Voice,
            "thing" => AttachmentWhat.Thing,
            _ => null,
        };
}
