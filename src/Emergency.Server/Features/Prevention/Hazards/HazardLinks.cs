using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Links;
using Emergency.Engine;
using Emergency.Server.Features.Attachments.Media;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>
/// Shows a hazard to its owner by a link, and takes the answer: they mend it, it is mended (with a picture), or it is
/// none of theirs. The link is open until the committee has checked the hazard.
/// </summary>
internal sealed class HazardLinks(Folding folding, ISealing sealing, Sending sending, Clock clock, SheetPhotos photos) : ILinked
{
    /// <summary>Actor for users of a link, who have no account.</summary>
    private static readonly By Owner = new(new("link"), Role.Partner);

    public LinkPurpose Purpose => LinkPurpose.HazardOwner;

    public Permission Makes => HazardPermissions.Keep;

    public IReadOnlyList<LinkAct> Acts { get; } = [LinkAct.Accept, LinkAct.Decline, LinkAct.Finish];

    public bool Ends(LinkAct act) => act == LinkAct.Decline;

    public LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now)
    {
        if (Hazard(link, known) is not { } one)
            return null;
        var item = HazardItem.Of(one, sealing, Shanghai.Day(now));
        var mended = item.Stage == HazardStage.Mended;
        return new(
            Purpose,
            known.Of<PlacesKnown>(Entities.Live).Name(item.Community),
            "",
            link.State.Until,
            null,
            null,
            null,
            string.Join(' ', new[] { item.Building, item.Where }.Where(part => !string.IsNullOrEmpty(part))),
            null,
            [],
            null,
            mended,
            mended ? []
                : item.Stage == HazardStage.Assigned ? [.. Acts]
                : [LinkAct.Decline, LinkAct.Finish]
        )
        {
            Hazard = new(item.Kind, item.What, item.Danger, item.Stage, item.DueOn, item.LateLevel > 0),
        };
    }

    public ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop) =>
        Do(link, act, null, words, null, now, stop);

    public async ValueTask<Sent> Do(
        LinkKnown link,
        LinkAct act,
        Guid? item,
        string? words,
        string? photo,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (Hazard(link, folding.Now) is not { } one)
            return new Sent(Position.Start, Problem.Of(Link.Withdrawn));
        if (act == LinkAct.Decline && string.IsNullOrWhiteSpace(words))
            return new Sent(Position.Start, Problem.Bad("$.words: why not"));
        MediaFile? picture = null;
        if (act == LinkAct.Finish)
        {
            var (file, unfit) = photos.Read(photo);
            if (unfit is not null)
                return new Sent(Position.Start, unfit);
            picture = file;
        }
        await sealing.Ensure([one.Id.Value], stop);
        var text = string.IsNullOrWhiteSpace(words) ? (Sealed?)null : sealing.Seal(one.Id.Value, new FreeText(words.Trim()));
        HazardCommand command = act switch
        {
            LinkAct.Accept => new AcceptHazard(Owner, now),
            LinkAct.Decline => new ReturnHazard(text!.Value, Owner, now),
            _ => new MendHazard(text, Owner, now),
        };
        var sent = await sending.Send("link", Entities.Hazard(one.Id), command, clock.NewId(), "", now, stop: stop);
        if (sent.Accepted && picture is not null)
            await photos.Keep(one.State.Community, one.Id, picture, now, stop);
        return sent;
    }

    private static HazardKnown? Hazard(LinkKnown link, Known known) =>
        known.Of<HazardsKnown>(Entities.Live).Find(link.State.Community, new(link.State.Thing))
            is { State.Stage: HazardStage.Assigned or HazardStage.Mending or HazardStage.Mended } one
            ? one
            : null;
}
