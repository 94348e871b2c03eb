using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// 真实警情: a real incident in a community, or an area drawn into it, stops every drill in progress there until somebody has ruled it out.
/// </summary>
internal sealed class RealCallStopsDrill : IReaction
{
    public string Name => "real-call-stops-drill";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Entity.Realm != Entities.Live)
            return [];
        (IReadOnlyList<string> Communities, DateTimeOffset At) real = happened.Event switch
        {
            IncidentOpened { Community: { } community } e => ([community], e.At),
            LocationVerified { Community: { } community } e => ([community], e.At),
            ImpactDrawn e => (e.Communities, e.At),
            _ => ([], default),
        };
        return real
            .Communities.SelectMany(known.Of<DrillsKnown>().PlayedIn)
            .DistinctBy(drill => drill.Id)
            .OrderBy(drill => drill.Prepared)
            .Select(drill => new Reacted(
                Entities.Drill(drill.Id),
                new MeetRealCall(new(Guid.Parse(happened.Entity.Key)), real.At),
                Ordinal(drill.Prepared)
            ));
    }

    // Derived from the position at which the drill was prepared, so that a second run, which may find other drills, sends the same for
    // each.
    private static int Ordinal(Position prepared) => (int)(prepared.Value % int.MaxValue);

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the drill has ended");
}
