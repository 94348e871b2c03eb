using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Links;

/// <summary>Permission to export the list of links. It contains only kinds of links that the asker can make.</summary>
internal static class LinkPermissions
{
    public static readonly Permission Read = new("link.read", [.. Roles.County, Role.StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = "link.live-only",
    };
}

/// <summary>
/// 给出的链接, the newest first: purpose, number, term, and time of opening. Address and code are left out, because nobody has them any
/// more.
/// </summary>
internal sealed class ListedLinks(IEnumerable<ILinked> linked) : ListedByCommunity<LinkKnown>("links", LinkPermissions.Read)
{
    private readonly Dictionary<LinkPurpose, ILinked> _linked = linked.ToDictionary(one => one.Purpose);

    protected override IEnumerable<LinkKnown> In(ListAsked asked, string code) =>
        asked
            .Known.Of<LinksKnown>(Entities.Live)
            .All.Values.Where(link =>
                link.State.Community == code
                && _linked.TryGetValue(link.State.Purpose, out var noun)
                && asked.Asked.Allow(noun.Makes, new Place(code)).Grant is not null
            )
            .OrderByDescending(link => link.MadeAt)
            .ThenBy(link => link.Id.Value);

    protected override IReadOnlyList<Column<LinkKnown>> Columns(ListAsked asked) =>
        [
            new("link", link => asked.Words.Word("list.link", (LinkPurpose?)link.State.Purpose)),
            // The number is the one that the link itself shows, which names nobody; empty once the matter is over.
            new("number", link => _linked[link.State.Purpose].Show(link, asked.Known, asked.Asked.Now)?.No),
            new("link-made", link => Cells.Time(link.MadeAt)),
            new("link-until", link => Cells.Time(link.State.Until)),
            new("link-opened", link => Cells.Time(link.OpenedAt)),
            new("wrong-codes", link => Cells.Some(link.State.Wrong)),
            new("link-state", link => asked.Words.Word("list.linkStage", (LinkStage?)link.State.Stage)),
        ];
}
