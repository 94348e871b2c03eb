using Emergency.Domain;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>A scenario in a list.</summary>
/// <param name="Authority">Authority that has published it, 6 or 9 digits; left out for a scenario of the product.</param>
/// <param name="Name">Name of the authority.</param>
/// <param name="Minutes">Longest duration in minutes, by the drill's clock.</param>
internal sealed record ScenarioLight(
    string Id,
    string Title,
    Category Hazard,
    DrillForm Form,
    int Minutes,
    string? Authority,
    string? Name,
    int Version,
    bool Withdrawn,
    IReadOnlyList<Participant> Participants
)
{
    internal static ScenarioLight Of(ScenarioOpened one, string? name) =>
        new(
            one.Id,
            one.Scenario.Title,
            one.Scenario.Hazard,
            one.Scenario.Form,
            (int)Math.Ceiling(one.Scenario.End.At.TotalMinutes),
            one.Authority,
            name,
            one.Version,
            one.Withdrawn,
            one.Scenario.Participants
        );
}
