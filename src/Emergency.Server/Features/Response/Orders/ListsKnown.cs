using System.Collections.Immutable;
using Emergency.Domain.Orders;

namespace Emergency.Server.Features.Orders;

/// <summary>The lists of each county, by its 6-digit code.</summary>
internal sealed record ListsKnown(ImmutableDictionary<string, MatterLists> Counties)
{
    public static readonly ListsKnown None = new(ImmutableDictionary<string, MatterLists>.Empty);

    public MatterLists Of(string county) => Counties.GetValueOrDefault(county, MatterLists.None);
}
