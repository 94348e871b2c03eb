using System.Collections.Immutable;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>Published scenarios of streets and counties, by id.</summary>
internal sealed record ScenariosKnown(ImmutableSortedDictionary<string, ScenarioKnown> All)
{
    public static readonly ScenariosKnown None = new(ImmutableSortedDictionary.Create<string, ScenarioKnown>(StringComparer.Ordinal));
}

internal sealed record ScenarioKnown(string Id, PublishedScenario State);
