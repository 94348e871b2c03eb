using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Visits;

/// <summary>Finds persons affected by a power cut, by the table, and the visit that follows.</summary>
internal static class PowerCuts
{
    private static TriggerRule Rule => VisitPlans.Table.Rule(VisitTrigger.PowerCut);

    /// <summary>
    /// Persons affected in a community, in a grid or in a building of it, except those visited by the clinic alone.
    /// </summary>
    public static IEnumerable<(PersonKnown Person, VisitPlan Plan)> Meant(
        ResidentsKnown residents,
        string community,
        string? grid,
        string? building,
        DateOnly today
    )
    {
        foreach (var person in residents.PersonsOf(community))
            if (
                (grid is null || person.Grid == grid)
                && (building is null || person.Listed.Building == building)
                && person.Visited(today).IsMeant(Rule)
                && person.Plan(today, soon: true) is { } plan
            )
                yield return (person, plan);
    }

    /// <summary>True when a visit because of a cut is already requested.</summary>
    public static bool IsAsked(VisitKnown? visit, DateTimeOffset now) =>
        visit?.Extras.Any(extra => extra.Trigger == VisitTrigger.PowerCut && extra.Before > now) == true;

    /// <param name="until">Time at which the power is expected back: the visit must be made before that.</param>
    public static AskExtraVisit Ask(PersonKnown person, VisitPlan plan, string cause, DateTimeOffset? until, By? by, DateTimeOffset at)
    {
        var before = at.AddHours(Rule.Hours);
        return new(
            person.Id,
            person.Community,
            plan,
            VisitTrigger.PowerCut,
            cause,
            until < before ? until.Value.ToUniversalTime() : before,
            by,
            at
        );
    }
}
