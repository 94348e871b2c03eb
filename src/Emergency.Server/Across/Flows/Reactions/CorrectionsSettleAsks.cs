using Emergency.Domain.People;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>Settles a visitor's remark about a record once the record is corrected or confirmed.</summary>
internal sealed class CorrectionsSettleAsks : IReaction
{
    public string Name => "corrections-settle-asks";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not PersonCorrected e || happened.Entity.Realm != Entities.Live)
            yield break;
        var community = happened.Entity.Key;
        var asks = known.Of<VisitsKnown>().Find(community, e.Person.Id)?.Aside?.Asks ?? [];
        if (asks.Any(one => one.Follow == VisitFollow.NeedChanged && one.At <= e.At))
            yield return new(
                Entities.Visits(Entities.Live, community, e.Person.Id),
                new SettleAsks([VisitFollow.NeedChanged], e.At, null, e.At),
                0
            );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nothing refuses this");
}
