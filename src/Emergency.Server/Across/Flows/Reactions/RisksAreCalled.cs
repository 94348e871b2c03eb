using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls about a risk point whose threshold is crossed (到数就走): rings its watcher and the secretary at once, by every channel, except the
/// person who reported the figure. Opening the incident counts as an answer and ends the calls; so does an easing of the risk.
/// </summary>
internal sealed class RisksAreCalled : IReaction
{
    public string Name => "risks-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Entity.Realm != Entities.Live || happened.Event is not RiskEvent)
            return [];
        var id = new RiskPointId(Guid.Parse(happened.Entity.Key));
        return happened.Event switch
        {
            RiskCrossed e => Begin(known, id, e.At),
            RiskRaised e => Raised(known, id, e),
            RiskEased e => Ringing.End(known.Running(CallKind.Risk, id.Value), CallEnd.Lifted, e.At),
            RiskPointEnded e => Ringing.End(known.Running(CallKind.Risk, id.Value), CallEnd.Lifted, e.At),
            _ => [],
        };
    }

    private static IEnumerable<Reacted> Begin(Known known, RiskPointId id, DateTimeOffset at)
    {
        // A risk that has eased or become an incident before this event is handled needs no ring.
        if (known.Of<RiskPointsKnown>().Find(id) is not { Crossed: true, Incident: null, Facts: { } facts } point)
            yield break;
        var about = new CallMatter(CallKind.Risk, id.Value, Since: at);
        var step = CallChannels.StepSeconds(about, known.InForce, point.Community);
        foreach (var member in Told(known.Of<TeamsKnown>().Of(point.Community).State, facts.Watcher, point.Last?.By.Member))
            yield return Ringing.Begin(new(about, point.Community, step, CallRung.Person, at, member));
    }

    private static IEnumerable<MemberId> Told(Team team, MemberId? watcher, MemberId? teller) =>
        team
            .Members.Values.Where(member => (member.Id == watcher || member.Is(TeamRole.Secretary)) && member.Id != teller)
            .Select(member => member.Id)
            .OrderBy(member => member.Value);

    private static IEnumerable<Reacted> Raised(Known known, RiskPointId id, RiskRaised e)
    {
        var running = known.Running(CallKind.Risk, id.Value).ToList();
        return Ringing.Answered(running, e.By, e.At).Concat(Ringing.End(running, CallEnd.Taken, e.At));
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
