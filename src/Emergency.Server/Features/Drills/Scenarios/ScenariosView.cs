using System.Collections.Immutable;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>Folds scenarios; no page watches them live.</summary>
internal sealed class ScenariosView : View<ScenariosKnown>
{
    public override string Name => "scenarios";
    public override ScenariosKnown Empty => ScenariosKnown.None;

    protected override ScenariosKnown Fold(ScenariosKnown state, Happened happened) =>
        happened.Event is ScenarioEvent e
            ? new(
                state.All.SetItem(
                    happened.Entity.Key,
                    new(
                        happened.Entity.Key,
                        PublishedScenario.Evolve(state.All.GetValueOrDefault(happened.Entity.Key)?.State ?? PublishedScenario.None, e)
                    )
                )
            )
            : state;
}
