using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Resources;

/// <summary>可用资源 of a division and, of a street, its own: what it is, of whom, where, and until when that was agreed. Nobody is named.</summary>
internal sealed class ListedResources : IListed
{
    public string Name => "resources";
    public Permission Permission => ResourcePermissions.Read;

    public Listed Of(ListAsked asked)
    {
        var resources = asked.Known.Of<ResourcesKnown>(asked.Asked.Realm);
        return Listed.Of(
            asked,
            Holders(asked)
                .SelectMany(code =>
                    resources
                        .Of(code)
                        .All.Values.OrderBy(one => one.Facts.Kind)
                        .ThenBy(one => one.Facts.Name, StringComparer.Ordinal)
                        .Select(one => (Holder: asked.Community(code), one.Facts))
                ),
            [
                new("kept-by", one => one.Holder),
                new("resource-kind", one => asked.Words.Word("resource.kind", (ResourceKind?)one.Facts.Kind)),
                new("resource", one => one.Facts.Name),
                new("of", one => one.Facts.Unit),
                new("place", one => one.Facts.Place),
                new("hours", one => one.Facts.Hours),
                new("unit-phone", one => one.Facts.Phone),
                new("agreement", one => one.Facts.Paper),
                new("party-from", one => Cells.Day(one.Facts.From)),
                new("party-until", one => Cells.Day(one.Facts.Until)),
            ]
        );
    }

    private IEnumerable<string> Holders(ListAsked asked)
    {
        var street = asked.Division.Length == 9 && asked.Asked.Allow(Permission, new Place(asked.Division)).Grant is not null;
        return asked.Communities(Permission).Select(one => one.Code).Prepend(street ? asked.Division : "").Where(code => code.Length > 0);
    }
}
