using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Communities;
using Emergency.Domain.RiskPoints;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>A risk point that is crossed (到数就走) rings who watches it and the secretary at once, by every channel; who told the figure knows it. Whoever opens the incident has answered, and nobody is rung any more; nor when it has eased.</summary>
internal sealed class RisksAreCalled : IReaction
{
    private const int Ended = 0x4000_0000;

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
            RiskEased e => Running(known, id).Select(call => Ends(call, CallEnd.Lifted, e.At)),
            RiskPointEnded e => Running(known, id).Select(call => Ends(call, CallEnd.Lifted, e.At)),
            _ => [],
        };
    }

    private static IEnumerable<Reacted> Begin(Known known, RiskPointId id, DateTimeOffset at)
    {
        // What has eased or become an incident before this is read needs no ring.
        if (known.Of<RiskPointsKnown>().Find(id) is not { Crossed: true, Incident: null, Facts: { } facts } point)
            yield break;
        var about = new CallMatter(CallKind.Risk, id.Value, Since: at);
        var step = CallChannels.StepSeconds(about, known.InForce, point.Community);
        foreach (var member in Told(known.Of<TeamsKnown>().Of(point.Community).State, facts.Watcher, point.Last?.By.Member))
        {
            var call = CallKnown.IdOf(about, point.Community, member);
            yield return new(
                Entities.Call(Entities.Live, call),
                new BeginCall(about, point.Community, step, CallRung.Person, at, member),
                CallKnown.OrdinalOf(call)
            );
        }
    }

    private static IEnumerable<MemberId> Told(Team team, MemberId? watcher, MemberId? teller) =>
        team
            .Members.Values.Where(member => (member.Id == watcher || member.Is(TeamRole.Secretary)) && member.Id != teller)
            .Select(member => member.Id)
            .OrderBy(member => member.Value);

    private static IEnumerable<Reacted> Raised(Known known, RiskPointId id, RiskRaised e)
    {
        foreach (var call in Running(known, id))
        {
            if (e.By.Member is { } self && call.State.Member == self)
                yield return new(Entities.Call(Entities.Live, call.Id), new AnswerCall(null, CallMeans.App, e.By, e.At), call.Ordinal);
            yield return Ends(call, CallEnd.Taken, e.At);
        }
    }

    private static IEnumerable<CallKnown> Running(Known known, RiskPointId id) =>
        known.Of<CallsKnown>().Of(CallKind.Risk, id.Value).Where(call => call.State.Over is null);

    private static Reacted Ends(CallKnown call, CallEnd cause, DateTimeOffset at) =>
        new(Entities.Call(Entities.Live, call.Id), new EndCall(cause, at), Ended | call.Ordinal);

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
