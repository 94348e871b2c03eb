using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>Tells what a community must have in stock, and for which hazard. Each feature with such needs implements it.</summary>
internal interface INeedsSupplies
{
    IEnumerable<HazardNeed> Of(Known known, string realm, string community);
}

/// <param name="Item">The thing by its name, as lots have it.</param>
/// <param name="Hazard">Category code: fire, flood, …</param>
/// <param name="Professional">True when only steps of professional forces need it.</param>
internal sealed record HazardNeed(string Item, string Hazard, int Quantity, bool Professional);
