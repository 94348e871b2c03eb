using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Prepares the drill of a schedule that has fired, announces it to the people who have confirmed, and starts it if all have. Otherwise it
/// stays prepared until somebody informs the rest and starts it.
/// </summary>
internal sealed class ScheduleMakesDrill(ScenarioLibrary scenarios) : IReaction
{
    private const int Start = 100;
    private static readonly By Plan = new(new("schedules"), Role.Controller);

    public string Name => "schedule-makes-drill";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not ScheduleFired e)
            yield break;
        var (drill, facts) = (Entities.Drill(e.Drill), e.Facts);
        var version = ScenarioLibrary.Newest(facts.Scenario, known) ?? 1;
        yield return new(
            drill,
            new PrepareDrill(
                new(
                    facts.Title,
                    facts.Scenario,
                    facts.Form,
                    facts.Authority,
                    facts.Communities,
                    facts.Length,
                    !facts.Unannounced,
                    facts.SafetyOfficer,
                    facts.StopWord,
                    $"{happened.Entity.Key} {e.FiredFor.UtcDateTime:O}",
                    version
                ),
                Plan,
                e.At
            ),
            0
        );
        foreach (var told in e.Told)
            yield return new(drill, new TellParty(told.Party, told.Who, Plan, told.ConfirmedAt), 1 + (int)told.Party);
        yield return new(
            drill,
            new StartDrill(scenarios.Of(facts.Scenario, version, known)?.Start.On(e.At) ?? e.At, RealmClock.Slowest, Plan, e.At),
            Start
        );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the drill stays prepared until all know of it, or was ended meanwhile");
}
