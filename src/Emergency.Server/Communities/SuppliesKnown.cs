using System.Collections.Immutable;
using Emergency.Domain.Communities;

namespace Emergency.Server.Communities;

/// <summary>What all communities keep in stock (应急物资), by 12-digit code.</summary>
public sealed record SuppliesKnown(ImmutableDictionary<string, Supplies> Stocks)
{
    public static readonly SuppliesKnown None = new(ImmutableDictionary<string, Supplies>.Empty);

    public Supplies Of(string community) => Stocks.GetValueOrDefault(community, Supplies.None);
}
