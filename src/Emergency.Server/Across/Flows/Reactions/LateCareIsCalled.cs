using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls about a late care case: each time it is late it rings the responsible members of the community's team, and from the second level
/// on the street's duty desk too. An act in the case, or an acknowledgement, ends the call for all. In a drill phones stay silent.
/// </summary>
internal sealed class LateCareIsCalled : IReaction
{
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
        var running = known.Running(CallKind.Care, care.Id.Value).ToList();
        return happened.Event switch
        {
            CareLate e =>
            [
                .. Ringing.End(running.Where(call => call.State.About!.Since < e.At), CallEnd.Replaced, e.At),
                .. Begin(known, care, e.At),
            ],
            CareSeen e => Told(running, e.By, e.At),
            AdultNamed e => Told(running, e.By, e.At),
            CareArranged e => Told(running, e.By, e.At),
            CareChecked e => Told(running, e.By, e.At),
            CareEnded e => Ringing.End(running, CallEnd.Expired, e.At),
            _ => [],
        };
    }

    private static IEnumerable<Reacted> Begin(Known known, CareCaseKnown care, DateTimeOffset at)
    {
        // A case acted on before this event is handled needs no ring.
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
            yield return Ringing.Begin(new(about, community, step, CallRung.Person, at, member));
        if (care.Late)
            yield return Ringing.Begin(new(about, community[..9], step, CallRung.Duty, at));
    }

    private static IEnumerable<Reacted> Told(IReadOnlyList<CallKnown> running, By by, DateTimeOffset at) =>
        Ringing.Answered(running, by, at).Concat(Ringing.End(running, CallEnd.Taken, at));

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
