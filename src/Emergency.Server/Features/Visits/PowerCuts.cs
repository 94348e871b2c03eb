using Emergency.Domain;
using Emergency.Domain.Visiting;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Visits;

/// <summary>Whom a power cut means, by the table, and what is asked then.</summary>
internal static class PowerCuts
{
    private static TriggerRule Rule => VisitPlans.Table.Rule(VisitTrigger.PowerCut);

    /// <summary>Those of a community, of a grid or of a building of it. Whom the clinic alone visits is nobody's walk.</summary>
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

    /// <summary>Whether somebody is to be there because of a cut already.</summary>
    public static bool IsAsked(VisitKnown? visit, DateTimeOffset now) =>
        visit?.Extras.Any(extra => extra.Trigger == VisitTrigger.PowerCut && extra.Before > now) == true;

    /// <param name="until">When the power is to be back: before that somebody is there.</param>
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
