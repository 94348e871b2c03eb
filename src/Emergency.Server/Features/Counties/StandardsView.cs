using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>Folds the drafts that counties have made their own standard.</summary>
internal sealed class StandardsView : View<StandardsKnown>
{
    public override string Name => "standards";
    public override StandardsKnown Empty => StandardsKnown.None;

    protected override StandardsKnown Fold(StandardsKnown state, Happened happened) =>
        happened.Event is CountyStandardsEvent e
            ? new(state.Counties.SetItem(happened.Entity.Key, CountyStandards.Evolve(state.Of(happened.Entity.Key), e)))
            : state;
}

/// <summary>The own standards of each county, by its 6 digits; they lie in live and hold in every drill too.</summary>
internal sealed record StandardsKnown(ImmutableDictionary<string, CountyStandards> Counties)
{
    public static readonly StandardsKnown None = new(ImmutableDictionary.Create<string, CountyStandards>(StringComparer.Ordinal));

    public CountyStandards Of(string county) => Counties.GetValueOrDefault(county, CountyStandards.None);

    /// <summary>The drafts that count at a place; of a text that is no longer the adopted one, none.</summary>
    public ListOf<string> At(string division) =>
        division.Length < 6
            ? []
            :
            [
                .. Of(Divisions.County(division))
                    .Adopted.Where(one => RulePack.BuiltIn.Any(pack => pack.Id == one.Pack && pack.Version == one.Version))
                    .Select(one => one.Pack),
            ];
}
