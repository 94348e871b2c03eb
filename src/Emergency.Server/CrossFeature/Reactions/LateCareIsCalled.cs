using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Care;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Care;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>A care case that is late rings those in the community's team whose duty it is, each time it is late, and from the second level on the street's duty too; who does something in it, or says that they know, ends it for all. In a drill phones stay silent.</summary>
internal sealed class LateCareIsCalled : IReaction
{
    private const int Ended = 0x4000_0000;

    public string Name => "late-care-is-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        if (
            realm != Entities.Live
            || happened.Event is not CareEvent
            || known.Of<CareKnown>(realm).Find(new(Guid.Parse(happened.Entity.Key))) is not { } care
        )
            return [];
        var running = known.Of<CallsKnown>(realm).Of(CallKind.Care, care.Id.Value).Where(call => call.State.Over is null).ToList();
        return happened.Event switch
        {
            CareLate e =>
            [
                .. End(running.Where(call => call.State.About!.Since < e.At), CallEnd.Replaced, e.At),
                .. Begin(known, care, e.At),
            ],
            CareSeen e => Told(running, e.By, e.At),
            AdultNamed e => Told(running, e.By, e.At),
            CareArranged e => Told(running, e.By, e.At),
            CareChecked e => Told(running, e.By, e.At),
            CareEnded e => End(running, CallEnd.Expired, e.At),
            _ => [],
        };
    }

    private static IEnumerable<Reacted> Begin(Known known, CareCaseKnown care, DateTimeOffset at)
    {
        // What was done before this is read needs no ring.
        if (care.State is { Stage: CareStage.Ended } or { LateLevel: 0 })
            yield break;
        var community = care.State.Community;
        var person = known.Of<ResidentsKnown>().Persons.GetValueOrDefault(care.State.Person!.Value);
        var owing = CareCaseKnown.Owing(person?.IsMinor(Shanghai.Day(at)) == true);
        var about = new CallMatter(CallKind.Care, care.Id.Value, Since: at);
        var step = CallChannels.StepSeconds(about, known.InForce, community);
        var members = known
            .Of<TeamsKnown>()
            .Of(community)
            .State.Members.Values.Where(member => owing.Any(member.Is))
            .Select(member => member.Id);
        foreach (var member in members)
            yield return To(CallKnown.IdOf(about, community, member), new(about, community, step, CallRung.Person, at, member));
        if (care.Late)
            yield return To(CallKnown.IdOf(about, community[..9]), new(about, community[..9], step, CallRung.Duty, at));
    }

    // Who is in the team may change from run to run: the number is the call's own.
    private static Reacted To(CallId call, BeginCall begin) => new(Entities.Call(Entities.Live, call), begin, CallKnown.OrdinalOf(call));

    private static IEnumerable<Reacted> Told(IReadOnlyList<CallKnown> running, By by, DateTimeOffset at) =>
        running
            .Where(call => by.Member is { } self && call.State.Member == self)
            .Select(call => new Reacted(Entities.Call(Entities.Live, call.Id), new AnswerCall(null, CallMeans.App, by, at), call.Ordinal))
            .Concat(End(running, CallEnd.Taken, at));

    private static IEnumerable<Reacted> End(IEnumerable<CallKnown> calls, CallEnd cause, DateTimeOffset at) =>
        calls.Select(call => new Reacted(Entities.Call(Entities.Live, call.Id), new EndCall(cause, at), Ended | call.Ordinal));

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
