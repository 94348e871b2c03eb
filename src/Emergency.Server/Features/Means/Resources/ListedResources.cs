using Emergency.Domain.Resources;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Resources;

/// <summary>
/// List of the resources (可用资源) of a division, and a street's own: thing, owner, place, and last day of the agreement.
/// Nobody is named.
/// </summary>
internal sealed class ListedResources(ISealing sealing) : ListedByCommunity<ResourceFacts>("resources", ResourcePermissions.Read)
{
    protected override bool OfStreet => true;
    protected override string Holder => "kept-by";

    protected override IEnumerable<ResourceFacts> In(ListAsked asked, string code) =>
        asked
            .Known.Of<ResourcesKnown>(asked.Asked.Realm)
            .Of(code)
            .All.Values.Select(one => one.Facts)
            .OrderBy(one => one.Kind)
            .ThenBy(one => one.Name, StringComparer.Ordinal);

    protected override IReadOnlyList<Column<ResourceFacts>> Columns(ListAsked asked) =>
        [
            new("resource-kind", one => asked.Words.Word("resource.kind", (ResourceKind?)one.Kind)),
            new("resource", one => one.Name),
            new("of", one => one.Unit),
            new("place", one => one.Place),
            new("hours", one => one.Hours),
            new("unit-phone", one => one.PhoneOf(sealing)),
            new("agreement", one => one.Paper),
            new("party-from", one => Cells.Day(one.From)),
            new("party-until", one => Cells.Day(one.Until)),
        ];
}
