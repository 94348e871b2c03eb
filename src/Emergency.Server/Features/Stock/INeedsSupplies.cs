using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>Says what a community must have in stock, and for which hazard; whoever knows of such a need offers it.</summary>
internal interface INeedsSupplies
{
    IEnumerable<HazardNeed> Of(Known known, string realm, string community);
}

/// <param name="Item">The thing by its name, as lots have it.</param>
/// <param name="Hazard">Category code: fire, flood, …</param>
/// <param name="Professional">Asked for in steps of professional forces only.</param>
internal sealed record HazardNeed(string Item, string Hazard, int Quantity, bool Professional);
