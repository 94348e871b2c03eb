using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Stock;

/// <summary>应急物资: the lots of each community by name.</summary>
internal sealed class ListedSupplies : IListed
{
    public string Name => "supplies";
    public Permission Permission => SuppliesPermissions.Read;

    public Listed Of(ListAsked asked) =>
        Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community =>
                    asked
                        .Known.Of<SuppliesKnown>(asked.Asked.Realm)
                        .Of(community.Code)
                        .Lots.Values.OrderBy(lot => lot.Facts.Name, StringComparer.Ordinal)
                        .ThenBy(lot => lot.Facts.Id.Value)
                        .Select(lot => (community.Name, Lot: LotShown.Of(lot, asked.Today)))
                ),
            [
                new("community", one => one.Name),
                new("item", one => one.Lot.Name),
                new("category", one => one.Lot.Category),
                new("amount", one => Cells.Number(one.Lot.Quantity)),
                new("of", one => one.Lot.Unit),
                new("free", one => Cells.Number(one.Lot.Free)),
                new("reserved", one => Cells.Some(one.Lot.Reserved)),
                new("issued", one => Cells.Some(one.Lot.Issued)),
                new("minimum", one => Cells.Number(one.Lot.Minimum)),
                new("low", one => asked.Words.Yes(one.Lot.Low)),
                new("expires", one => Cells.Day(one.Lot.ExpiresOn)),
                new("place", one => one.Lot.Location),
                new("counted", one => Cells.Day(one.Lot.CheckedOn)),
            ]
        );
}
