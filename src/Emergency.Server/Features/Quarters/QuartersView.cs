using System.Collections.Immutable;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Quarters;

/// <summary>The grids and estates of each community.</summary>
internal sealed record QuartersKnown(ImmutableDictionary<string, Domain.Places.Quarters> All)
{
    public static readonly QuartersKnown None = new(ImmutableDictionary.Create<string, Domain.Places.Quarters>(StringComparer.Ordinal));

    public Domain.Places.Quarters Of(string community) => All.GetValueOrDefault(community, Domain.Places.Quarters.None);
}

/// <summary>Folds grids and estates.</summary>
internal sealed class QuartersView : View<QuartersKnown>
{
    public override string Name => "quarters";
    public override QuartersKnown Empty => QuartersKnown.None;

    protected override QuartersKnown Fold(QuartersKnown state, Happened happened) =>
        happened.Event is QuartersEvent e
            ? new(state.All.SetItem(happened.Entity.Key, Domain.Places.Quarters.Evolve(state.Of(happened.Entity.Key), e)))
            : state;
}
