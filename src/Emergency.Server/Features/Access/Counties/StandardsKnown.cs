using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;

namespace Emergency.Server.Features.Counties;

/// <summary>The own standards of each county, by its 6 digits; they lie in live and hold in every drill too.</summary>
internal sealed record StandardsKnown(ImmutableDictionary<string, CountyStandards> Counties)
{
    public static readonly StandardsKnown None = new(ImmutableDictionary.Create<string, CountyStandards>(StringComparer.Ordinal));

    public CountyStandards Of(string county) => Counties.GetValueOrDefault(county, CountyStandards.None);

    /// <summary>Drafts that are adopted at a place; a draft whose text has changed since its adoption is left out.</summary>
    public ListOf<string> At(string division, RulePacks packs) =>
        division.Length < 6
            ? []
            :
            [
                .. Of(Divisions.County(division))
                    .Adopted.Where(one => packs.Find(one.Pack)?.Version == one.Version)
                    .Select(one => one.Pack),
            ];
}
