using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Handovers;

/// <summary>Folds hand-overs by the domain's own rules.</summary>
internal sealed class HandoversView : View<HandoversKnown>
{
    public override string Name => "handovers";
    public override HandoversKnown Empty => HandoversKnown.None;
    protected override IReadOnlyList<ILights<HandoversKnown>> Lights { get; } = [new HandoverLights()];

    protected override HandoversKnown Fold(HandoversKnown state, Happened happened)
    {
        if (happened.Event is not HandoverEvent e)
            return state;
        var id = new HandoverId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new HandoverKnown(
            id,
            Handover.Evolve(before?.State ?? Handover.None, e),
            before?.OfferedAt ?? happened.Meta.At,
            happened.Position
        );
        return new(
            state.All.SetItem(id, after),
            before is null
                ? state.ByIncident.SetItem(after.Facts.Incident, state.ByIncident.GetValueOrDefault(after.Facts.Incident, []).Add(id))
                : state.ByIncident,
            after.State.Waits ? state.Waiting.Add(id) : state.Waiting.Remove(id),
            e is HandoverDelivered delivered && after.Facts.Over is { } line ? state.Delivered.SetItem(line, delivered.At) : state.Delivered
        );
    }
}
