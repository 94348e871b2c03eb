using Emergency.Domain.KeptLists;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.KeptLists;

/// <summary>Folds the holders of lists, and papers in circulation.</summary>
internal sealed class StandingView : View<StandingKnown>
{
    public override string Name => "standing";
    public override StandingKnown Empty => StandingKnown.None;
    protected override IReadOnlyList<ILights<StandingKnown>> Lights { get; } = [new StandingLights()];

    protected override StandingKnown Fold(StandingKnown state, Happened happened)
    {
        if (happened.Event is not StandingEvent e)
            return state;
        var community = happened.Entity.Key;
        var after = StandingLists.Evolve(state.Of(community), e);
        if (e is ListDestroyed destroyed)
            after = after with { Papers = after.Papers.Remove(destroyed.Number) };
        return new(state.All.SetItem(community, after));
    }
}
