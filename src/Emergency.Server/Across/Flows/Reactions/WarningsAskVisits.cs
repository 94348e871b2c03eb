using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Visits;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Plans visits after a warning that the desk has confirmed, to the people named in the table: with devices before a red or orange one,
/// elders before the heat. An end of the warning, for all or for some, withdraws visits not made yet; so does a newer version once the desk
/// has confirmed it.
/// </summary>
internal sealed class WarningsAskVisits : IReaction
{
    public string Name => "warnings-ask-visits";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Entity.Realm != Entities.Live || happened.Event is not WarningEvent)
            return [];
        var (warning, earlier) = WarningVersions.Of(happened, known);
        if (warning is null)
            return [];
        return happened.Event switch
        {
            WarningConfirmed e => Withdrawn(known, earlier, e.At, code => !Still(code, unread: true)).Concat(Ask(warning, e, known)),
            WarningLifted e => Ended(e.At, _ => true),
            WarningCancelled e => Ended(e.At, _ => true),
            WarningExpired e => Ended(e.At, _ => true),
            WarningLiftedFor e => Ended(e.At, code => e.Divisions.Any(lifted => code.StartsWith(lifted, StringComparison.Ordinal))),
            // The older version holds until somebody has confirmed the newer one.
            WarningReplaced e
                when WarningVersions.Newest(known.Of<WarningsKnown>(), warning.Home, e.With)?.State
                    is { Running: false }
                        or { ConfirmedAt: not null } => Ended(e.At, _ => true),
            _ => [],
        };

        bool Still(string code, bool unread = false) => WarningVersions.StillWarned(known.Of<WarningsKnown>(), warning, code, unread);

        IEnumerable<Reacted> Ended(DateTimeOffset at, Func<string, bool> where) =>
            Withdrawn(known, [warning], at, where).Concat(Withdrawn(known, earlier, at, code => where(code) && !Still(code)));
    }

    private static IEnumerable<Reacted> Withdrawn(
        Known known,
        IEnumerable<WarningKnown> warnings,
        DateTimeOffset at,
        Func<string, bool> where
    )
    {
        var (causes, visits) = (warnings.Select(one => one.Id.ToString()).ToHashSet(StringComparer.Ordinal), known.Of<VisitsKnown>());
        if (causes.Count == 0)
            return [];
        return known
            .Of<ResidentsKnown>()
            .Registers.Keys.Where(where)
            .Order(StringComparer.Ordinal)
            .SelectMany(community => ExtraVisits.Withdraw(visits, community, causes, at));
    }

    private static IEnumerable<Reacted> Ask(WarningKnown warning, WarningConfirmed e, Known known)
    {
        if (warning.State is not { Running: true, Facts: { Actual: true } facts })
            yield break;
        List<TriggerRule> rules = [.. VisitPlans.Table.Triggers.Where(rule => rule.Levels.Count > 0 && rule.IsAskedBy(facts))];
        if (rules.Count == 0)
            yield break;
        var (residents, today) = (known.Of<ResidentsKnown>(), Shanghai.Day(e.At));
        // A place that the warning's words leave out is visited only where a person decides so.
        bool Reached(string code) => facts.Divisions.Any(Holds(code)) && facts.Excluded?.Any(Holds(code)) != true;
        foreach (var community in residents.Registers.Keys.Where(Reached).Order(StringComparer.Ordinal))
        foreach (var person in residents.PersonsOf(community))
        {
            var visited = person.Visited(today);
            // The last row that names the person takes precedence: heat after warning.
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
                    ExtraVisits.Ordinal(person.Id)
                );
        }
    }

    private static Func<string, bool> Holds(string community) => code => community.StartsWith(code, StringComparison.Ordinal);

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("visits of who has left meanwhile have ended");
}
