using Emergency.Domain.Plans;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Stores;

/// <summary>
/// Supplies that the cards of the plan in force need, by kind of incident. All steps of a card may be done at once, two cards rarely.
/// </summary>
internal sealed class CardsNeedSupplies : INeedsSupplies
{
    public IEnumerable<HazardNeed> Of(Known known, string realm, string community) =>
        from card in known.Of<PlansKnown>(realm).Of(community).State.InForce?.Cards ?? []
        from need in card
            .Steps.SelectMany(step => step.Supplies.Select(supply => (step.Class, supply)))
            .GroupBy(one => one.supply.Item, StringComparer.Ordinal)
        select new HazardNeed(
            need.Key,
            card.Hazard,
            need.Sum(one => one.supply.Quantity),
            need.All(one => one.Class == TaskClass.Professional)
        );
}
