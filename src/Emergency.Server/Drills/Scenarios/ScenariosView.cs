using System.Collections.Immutable;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Scenarios;

/// <summary>The scenarios that streets and counties have put up, by id.</summary>
public sealed record ScenariosKnown(ImmutableSortedDictionary<string, ScenarioKnown> All)
{
    public static readonly ScenariosKnown None = new(ImmutableSortedDictionary.Create<string, ScenarioKnown>(StringComparer.Ordinal));
}

public sealed record ScenarioKnown(string Id, PublishedScenario State);

/// <summary>Folds scenarios; nobody watches them live.</summary>
public sealed class ScenariosView : View<ScenariosKnown>
{
    public override string Name => "scenarios";
    public override ScenariosKnown Empty => ScenariosKnown.None;

    protected override ScenariosKnown Fold(ScenariosKnown state, Happened happened, Changes changes) => happened.Event is ScenarioEvent e
        ? new(state.All.SetItem(happened.Entity.Key, new(happened.Entity.Key, PublishedScenario.Evolve(state.All.GetValueOrDefault(happened.Entity.Key)?.State ?? PublishedScenario.None, e))))
        : state;
}
