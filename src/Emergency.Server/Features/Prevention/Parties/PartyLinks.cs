using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Domain.Parties;
using Emergency.Engine;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>
/// Shows a party its own page by a link: the requests to it, and its answers. The link holds until its term or until the
/// party ends. The page holds no resident's name.
/// </summary>
internal sealed class PartyLinks(Folding folding, ISealing sealing, Sending sending, Clock clock) : ILinked
{
    public LinkPurpose Purpose => LinkPurpose.PartyAsks;

    public Permission Makes => PartyPermissions.Ask;

    public IReadOnlyList<LinkAct> Acts { get; } = [LinkAct.Accept, LinkAct.Decline, LinkAct.Finish];

    public bool Ends(LinkAct act) => false;

    public LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now)
    {
        if (Party(link, known) is not { } party)
            return null;
        var community = party.Facts.Community;
        return new(
            Purpose,
            known.Of<PlacesKnown>(Entities.Live).Name(community),
            party.Name,
            link.State.Until,
            null,
            null,
            System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(party.Facts.Kind.ToString()),
            null,
            null,
            [],
            PartyPage.PhoneOf(known, community),
            false,
            [.. Acts]
        )
        {
            Asks = PartyPage.AsksOf(party, sealing),
            Duties = PartyPage.DutiesOf(party),
        };
    }

    public ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop) =>
        Do(link, act, null, words, now, stop);

    public async ValueTask<Sent> Do(LinkKnown link, LinkAct act, Guid? item, string? words, DateTimeOffset now, CancellationToken stop)
    {
        if (Party(link, folding.Now) is not { } party)
            return new Sent(Position.Start, Problem.Of(Link.Withdrawn));
        if (item is not { } ask)
            return new Sent(Position.Start, Problem.Bad("$.item: one of those that the link shows"));
        await sealing.Ensure([party.Id.Value], stop);
        var text = string.IsNullOrWhiteSpace(words) ? (Sealed?)null : sealing.Seal(party.Id.Value, new FreeText(words.Trim()));
        PartyCommand command = act switch
        {
            LinkAct.Accept => new AcceptAsk(new(ask), null, now),
            LinkAct.Decline => new RefuseAsk(new(ask), text, null, now),
            _ => new FinishAsk(new(ask), text, null, now),
        };
        return await sending.Send("link", Entities.Party(party.Id), command, clock.NewId(), "", now, stop: stop);
    }

    private static PartyKnown? Party(LinkKnown link, Known known) =>
        known.Of<PartiesKnown>(Entities.Live).Find(new(link.State.Thing)) is { State.LastDay: null } party ? party : null;
}
