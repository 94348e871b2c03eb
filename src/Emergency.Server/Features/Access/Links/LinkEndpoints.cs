using System.Buffers.Text;
using System.Globalization;
using Emergency.Domain.Links;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Links;

/// <summary>Address and code of a link. Both come in the body, so that no log of addresses contains them.</summary>
internal sealed record LinkWish(string? Token, string? Code);

/// <param name="Words">Another time, or the reason of a refusal.</param>
/// <param name="Item">Request that is meant, where the link contains several.</param>
/// <param name="Photo">Picture of the repair, in base64; the whole body has at most 256 kB.</param>
internal sealed record LinkActWish(string? Token, string? Code, LinkAct? Act, string? Words, Guid? Item = null, string? Photo = null)
{
    public static IReadOnlyList<string> Faults(LinkActWish body) =>
        [
            .. Checks.Need(body.Act is not null, "$.act: one of those that the link shows"),
            .. Checks.Text(body.Words, "$.words", 200),
            .. Checks.Need(string.IsNullOrEmpty(body.Photo) || Base64.IsValid(body.Photo), "$.photo: base64"),
        ];
}

/// <summary>Acts without an account: one act, by a link and a code.</summary>
internal static class LinkEndpoints
{
    private static readonly Problem Unknown = Problem.Of(Link.Unknown);

    public static RouteGroupBuilder MapLinks(this RouteGroupBuilder api)
    {
        api.MapPost("/link/open", Open).NeedsNothing();
        api.MapPost("/link/act", Do).NeedsNothing();
        return api;
    }

    /// <summary>Opens a link and shows its request. The opening is recorded; five wrong codes in a row lock the link.</summary>
    public static async Task<Outcome<LinkContent>> Open(
        LinkWish body,
        HttpContext context,
        Folding folding,
        Sending sending,
        Clock clock,
        WrongTries tries,
        IEnumerable<ILinked> linked,
        CancellationToken stop
    )
    {
        var way = new Way(context, folding, sending, clock, tries, stop);
        var (link, sent) = await way.In(body.Token, token => new TryLink(token.Hash, token.HashOf(body.Code), way.Now), body.Code);
        if (link is null)
            return sent.With<LinkContent>(null!);
        // The newest journal is folded first: there is no account whose earlier commands are waited for.
        return linked.Single(one => one.Purpose == link.State.Purpose).Show(link, await folding.Newest(stop), way.Now) is { } shown
            ? sent.With(shown)
            : Problem.Of(Link.Withdrawn);
    }

    /// <summary>我接收, 换个时间 or 接不了; the maker of the link sees it at once.</summary>
    public static async Task<Outcome<Recorded>> Do(
        LinkActWish body,
        HttpContext context,
        Folding folding,
        Sending sending,
        Clock clock,
        WrongTries tries,
        IEnumerable<ILinked> linked,
        CancellationToken stop
    )
    {
        if (LinkActWish.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var way = new Way(context, folding, sending, clock, tries, stop);
        var (link, tried) = await way.In(body.Token, token => new TryLink(token.Hash, token.HashOf(body.Code), way.Now), body.Code);
        if (link is null)
            return tried.With<Recorded>(null!);
        var noun = linked.Single(one => one.Purpose == link.State.Purpose);
        if (noun.Show(link, await folding.Newest(stop), way.Now) is null)
            return Problem.Of(Link.Withdrawn);
        if (!noun.Acts.Contains(body.Act!.Value))
            return Problem.Bad("$.act: one of those that the link shows");
        var sent = await noun.Do(link, body.Act.Value, body.Item, body.Words, body.Photo, way.Now, stop);
        if (sent.Accepted && noun.Ends(body.Act.Value))
            await way.In(body.Token, token => new UseLink(token.Hash, token.HashOf(body.Code), way.Now), body.Code);
        return sent.With(new Recorded(link.Id.Value, sent.Position.Value));
    }

    /// <summary>Finds and tries the link of one request.</summary>
    private sealed class Way(HttpContext context, Folding folding, Sending sending, Clock clock, WrongTries tries, CancellationToken stop)
    {
        public DateTimeOffset Now { get; } = clock.Now(Entities.Live);

        public async Task<(LinkKnown? Link, Sent Sent)> In(string? text, Func<LinkToken, LinkCommand> make, string? code)
        {
            if (LinkToken.Parse(text) is not { } token)
                return Guessed();
            var known = await folding.With(known => known.Of<LinksKnown>(Entities.Live).Find(token.Id) is not null, stop);
            if (known.Of<LinksKnown>(Entities.Live).Find(token.Id) is not { } link || link.State.Secret != token.Hash)
                return Guessed();
            // Five wrong codes shut the link itself.
            var sent = await sending.Send("link", Entities.Link(link.Id), make(token), clock.NewId(), "", Now, stop: stop);
            if (!sent.Accepted)
                return (null, sent);
            if (link.State.Code == token.HashOf(code))
                return (link, sent);
            var left = Math.Max(0, Link.Tries - 1 - link.State.Wrong).ToString(CultureInfo.InvariantCulture);
            return (null, new Sent(Position.Start, new Problem("link.wrong-code", [left])));
        }

        private (LinkKnown?, Sent) Guessed() =>
            tries.Unknown(Guess.Link, CameFrom.Of(context), Now) is { } wait
                ? (null, new Sent(Position.Start, new Problem("link.crowded", []), wait))
                : (null, new Sent(Position.Start, Unknown));
    }
}
