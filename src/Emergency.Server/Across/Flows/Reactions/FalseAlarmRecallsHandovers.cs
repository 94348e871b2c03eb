using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Recalls hand-overs of a false alarm that the other side has not got yet, so that nobody is sent out. Delivered ones are taken back by
/// telephone, by the person who withdrew the incident.
/// </summary>
internal sealed class FalseAlarmRecallsHandovers : IReaction
{
    public string Name => "false-alarm-recalls-handovers";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not IncidentWithdrawn { By: var by, At: var at })
            return [];
        var (realm, incident) = (happened.Entity.Realm, new IncidentId(Guid.Parse(happened.Entity.Key)));
        return known
            .Of<HandoversKnown>(realm)
            .All.Values.Where(one => one.Facts.Incident == incident && one.State.Stage == HandoverStage.Queued)
            .OrderBy(one => one.OfferedAt)
            .ThenBy(one => one.Id.Value)
            .Select(one => new Reacted(
                Entities.Handover(realm, one.Id),
                new RecallHandover(by, at),
                BitConverter.ToInt32(one.Id.Value.ToByteArray(), 12) & int.MaxValue
            ));
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the other side has it");
}
