using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls about late visits: one that is three or seven days late rings the member whose round it is and the secretary, one call a day for
/// all of a community. An extra visit (power cut, heat, discharge) rings them when its hour is over, one call for all of the same cause, at
/// any hour. A visit counts as an answer; when nothing is late any more nobody is called. In a drill phones stay silent.
/// </summary>
internal sealed class LateVisitsAreCalled : IReaction
{
    public string Name => "late-visits-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Entity.Realm != Entities.Live || happened.Event is not VisitsEvent)
            return [];
        var (community, person) = VisitsView.Key(happened.Entity);
        return happened.Event switch
        {
            VisitLate { Level: >= VisitKnown.Secretarys } e => Begin(
                known,
                community,
                person,
                CallKind.Visit,
                Shanghai.Day(e.At).ToString("O", null),
                e.At
            ),
            ExtraVisitLate e => Begin(known, community, person, CallKind.ExtraVisit, $"{e.Trigger} {e.Cause}", e.At),
            VisitMade e => Told(known, community, e.By, e.At),
            VisitMissed e => Told(known, community, e.By, e.At),
            VisitsHanded e => Told(known, community, e.By, e.At),
            VisitsPaused e => Told(known, community, e.By, e.At),
            ExtraVisitsSettled e => End(known, community, e.At),
            ExtraVisitsWithdrawn e => End(known, community, e.At),
            VisitsEnded e => End(known, community, e.At),
            _ => [],
        };
    }

    private static IEnumerable<Reacted> Begin(Known known, string community, PersonId id, CallKind kind, string cause, DateTimeOffset at)
    {
        // A visit made before this event is handled needs no ring.
        if (
            known.Of<VisitsKnown>().Find(community, id) is not { } visit
            || !IsLate(visit, kind)
            || known.Of<ResidentsKnown>().Persons.GetValueOrDefault(id) is not { Left: null, Erased: false } person
        )
            yield break;
        var about = new CallMatter(kind, Derived.Id(Guid.Empty, $"late visits {community} {cause}"));
        var step = CallChannels.StepSeconds(about, known.InForce, community);
        var running = Running(known, community).ToList();
        foreach (var member in VisitWalkers.Owing(person, visit, known.Of<TeamsKnown>().Of(community).State, Shanghai.Day(at)))
        {
            var call = CallKnown.IdOf(about, community, member);
            var olders = running.Where(one => one.State.Member == member && one.State.About!.Kind == kind && one.Id != call);
            foreach (var older in Ringing.End(olders, CallEnd.Replaced, at))
                yield return older;
            yield return Ringing.Begin(new(about, community, step, CallRung.Person, at, member));
        }
    }

    private static IEnumerable<Reacted> Told(Known known, string community, By by, DateTimeOffset at) =>
        Ringing.Answered(Running(known, community), by, at).Concat(End(known, community, at));

    // A community's visits are examined once for each kind of call that rings.
    private static IEnumerable<Reacted> End(Known known, string community, DateTimeOffset at) =>
        Running(known, community)
            .GroupBy(call => call.State.About!.Kind)
            .Where(calls => !known.Of<VisitsKnown>().Of(community).Any(one => IsLate(one.Value, calls.Key)))
            .SelectMany(calls => Ringing.End(calls, CallEnd.Taken, at));

    private static bool IsLate(VisitKnown visit, CallKind kind) =>
        kind == CallKind.Visit ? visit.Level >= VisitKnown.Secretarys : visit.Extras.Any(extra => extra.Late);

    private static IEnumerable<CallKnown> Running(Known known, string community) => known.Of<CallsKnown>().AboutVisits(community);

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
