using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Links;

/// <summary>A new link, shown once: its address, and the code that is sent by another way.</summary>
internal sealed record LinkGiven(LinkId Id, string Address, string Code, DateTimeOffset Until, long Position);

/// <summary>A link as its maker sees it afterwards.</summary>
internal sealed record LinkStood(LinkId Id, LinkStage Stage, DateTimeOffset Until, DateTimeOffset? OpenedAt, int Wrong)
{
    public static LinkStood? Of(LinkKnown? link) =>
        link is null ? null : new(link.Id, link.State.Stage, link.State.Until, link.OpenedAt, link.State.Wrong);
}

/// <summary>Makes and withdraws links for nouns.</summary>
internal static class LinkMaking
{
    /// <summary>Makes a link and withdraws earlier ones for the same thing.</summary>
    /// <param name="building">Building whose doors the link shows, for an incident.</param>
    public static async Task<Outcome<LinkGiven>> Make(
        Act act,
        Permission permission,
        Place place,
        LinkPurpose purpose,
        Guid thing,
        LinkedBuilding? building = null
    )
    {
        var id = act.Asked.NewId<LinkId>();
        var (token, code) = LinkToken.Draw(id, act.Use<Keyring>());
        var before = act.Use<Folding>()
            .Now.Of<LinksKnown>(act.Asked.Realm)
            .Open(thing)
            .Where(link => link.Id != id && link.State.Purpose == purpose && link.State.Building == building)
            .ToList();
        var sent = await act.Send(
            permission,
            place,
            Entities.Link(id),
            by => new MakeLink(purpose, thing, place.Division, token.Hash, token.HashOf(code), by, act.Now, building),
            () => true
        );
        if (!sent.Accepted)
            return sent.With<LinkGiven>(null!);
        foreach (var old in before)
            await act.Send(permission, place, Entities.Link(old.Id), by => new WithdrawLink(by, act.Now), () => true);
        var known = await act.Use<Folding>().With(known => known.Of<LinksKnown>(act.Asked.Realm).Find(id) is not null, act.Stop);
        var until = known.Of<LinksKnown>(act.Asked.Realm).Find(id)?.State.Until ?? act.Now;
        return sent.With(new LinkGiven(id, $"/link#{token}", code, until, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Withdraws all open links of a thing at once.</summary>
    /// <param name="building">Building whose doors the link shows, for an incident.</param>
    public static async Task<Outcome<Recorded>> Withdraw(
        Act act,
        Permission permission,
        Place place,
        Guid thing,
        LinkedBuilding? building = null
    )
    {
        var known = act.Use<Folding>().Now;
        var at = known.At;
        foreach (
            var link in known.Of<LinksKnown>(act.Asked.Realm).Open(thing).Where(link => building is null || link.State.Building == building)
        )
        {
            var sent = await act.Send(permission, place, Entities.Link(link.Id), by => new WithdrawLink(by, act.Now), () => true);
            if (!sent.Accepted)
                return sent.With<Recorded>(null!);
            at = sent.Position;
        }
        return new Outcome<Recorded>(new Recorded(thing, at.Value), at);
    }
}
