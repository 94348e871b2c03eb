using Emergency.Domain;
using Emergency.Domain.Visiting;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Visits;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>A warning that the desk has confirmed asks for a visit of those whom the table names: devices before a red or orange one, elders before the heat.</summary>
internal sealed class WarningsAskVisits : IReaction
{
    public string Name => "warnings-ask-visits";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not WarningConfirmed e || happened.Entity.Realm != Entities.Live)
            yield break;
        if (
            known.Of<WarningsKnown>().Find(new(Guid.Parse(happened.Entity.Key)))
            is not { State: { Running: true, Facts: { Actual: true } facts } } warning
        )
            yield break;
        List<TriggerRule> rules = [.. VisitPlans.Table.Triggers.Where(rule => rule.Levels.Count > 0 && rule.IsAskedBy(facts))];
        if (rules.Count == 0)
            yield break;
        var (residents, today) = (known.Of<ResidentsKnown>(), Shanghai.Day(e.At));
        foreach (var community in residents.Registers.Keys.Where(code => facts.Divisions.Any(Holds(code))).Order(StringComparer.Ordinal))
        foreach (var person in residents.PersonsOf(community))
        {
            var visited = person.Visited(today);
            // The last row that names the person says most: heat after warning.
            if (person.Plan(today, soon: true) is { } plan && rules.FindLast(visited.IsMeant) is { } rule)
                yield return new(
                    Entities.Visits(Entities.Live, community, person.Id),
                    new AskExtraVisit(
                        person.Id,
                        community,
                        plan,
                        rule.Trigger,
                        warning.Id.ToString(),
                        e.At.AddHours(rule.Hours),
                        null,
                        e.At
                    ),
                    BitConverter.ToInt32(person.Id.Value.ToByteArray(), 0) & int.MaxValue
                );
        }
    }

    private static Func<string, bool> Holds(string community) => code => community.StartsWith(code, StringComparison.Ordinal);

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("visits of who has left meanwhile have ended");
}
