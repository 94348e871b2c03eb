using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Handovers;

/// <summary>
/// Pushes a hand-over to the divisions above it and to its responsible account until the other side has done its part.
/// Its incident keeps it.
/// </summary>
internal sealed class HandoverLights : LightsOf<HandoversKnown, HandoverId>
{
    protected override string View => HandoverLight.View;

    protected override IEnumerable<HandoverId> Touched(HandoversKnown before, HandoversKnown after, Happened happened) =>
        [new(Guid.Parse(happened.Entity.Key))];

    protected override IEnumerable<HandoverId> Near(HandoversKnown state, string realm, Group group) =>
        group.Kind switch
        {
            "incident" => Guid.TryParse(group.Id, out var incident) ? state.ByIncident.GetValueOrDefault(new(incident), []) : [],
            "division" or "me" => state.All.Keys,
            _ => [],
        };

    protected override Light? Of(HandoversKnown state, HandoverId thing, string realm)
    {
        if (state.Find(thing) is not { } one)
            return null;
        var kept = Audience.Only(Group.Incident(realm, one.Facts.Incident));
        return new(
            thing.ToString(),
            () => HandoverLight.Of(one),
            one.State.Stage is HandoverStage.Completed or HandoverStage.Recalled
                ? [kept]
                : [Audience.Division(realm, one.Facts.Division), kept, Audience.Only(Group.Me(realm, one.State.OfferedBy!.Account))]
        );
    }
}
