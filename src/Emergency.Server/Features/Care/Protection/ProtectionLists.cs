using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Protection;

/// <summary>List of 儿童保护个案 of a county in figures. A street's figure so small that it would identify a child is left out.</summary>
internal sealed class ListedProtection : IListed
{
    public string Name => "protection";
    public Permission Permission => ProtectionPermissions.Count;

    public Listed? Of(ListAsked asked)
    {
        if (asked.Division.Length != 6)
            return null;
        var open = ProtectionReadEndpoints.Open(asked.Known, asked.Asked, asked.Division);
        var streets = ProtectionReadEndpoints.Streets(open, asked.Known.Of<PlacesKnown>(asked.Asked.Realm), asked.Today);
        var few = asked.Words.Say("list.few", ("n", ProtectionSums.Few));
        return Listed.Of(
            asked,
            streets,
            [
                new("street", one => one.Name),
                new("cases", one => Cells.Number(one.Open) ?? few),
                new("cases-late", one => Cells.Number(one.Late) ?? few),
            ]
        );
    }
}
