using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;

namespace Emergency.Server.Features.Warnings;

/// <summary>Finds the divisions whose people a warning calls: the communities it holds for and their streets, in order.</summary>
internal static class WarningReach
{
    public static ListOf<string> Of(IEnumerable<string> divisions, PlacesKnown places)
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var division in divisions)
        {
            codes.UnionWith(places.Communities(division).Select(community => community.Code));
            if (division.Length >= 9)
                codes.Add(division);
        }
        codes.UnionWith(codes.Where(Divisions.IsCommunity).Select(code => code[..9]).ToList());
        return [.. codes];
    }
}
