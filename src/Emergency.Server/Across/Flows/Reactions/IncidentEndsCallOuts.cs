using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.CallOuts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// 集合 for an incident ends with it: where its scene has ended, or it was a false alarm, nobody of the team is rung any more to come.
/// </summary>
internal sealed class IncidentEndsCallOuts : IReaction
{
    public string Name => "incident-ends-call-outs";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (by, at) = happened.Event switch
        {
            IncidentWithdrawn e => (e.By, e.At),
            SceneEnded e => (e.By, e.At),
            _ => (null!, default(DateTimeOffset)),
        };
        if (by is null)
            return [];
        var (realm, incident) = (happened.Entity.Realm, new IncidentId(Guid.Parse(happened.Entity.Key)));
        return known
            .Of<CallOutsKnown>(realm)
            .All.Values.Where(one => one.State.Runs && one.Facts.Incident == incident)
            .OrderBy(one => one.Id.Value)
            .Select(one => new Reacted(
                Entities.CallOut(realm, one.Id),
                new EndCallOut(by, at),
                BitConverter.ToInt32(one.Id.Value.ToByteArray(), 12) & int.MaxValue
            ));
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("it has ended already");
}
