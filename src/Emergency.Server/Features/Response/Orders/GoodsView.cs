using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>Folds requests to streets, and those of ended incidents among them.</summary>
internal sealed class GoodsView : View<GoodsKnown>
{
    public override string Name => "goods";
    public override GoodsKnown Empty => GoodsKnown.None;
    protected override IReadOnlyList<ILights<GoodsKnown>> Lights { get; } = [new GoodsLights()];

    protected override GoodsKnown Fold(GoodsKnown state, Happened happened)
    {
        if (happened.Event is ResponseEnded or IncidentWithdrawn)
            return state.WithOver(new(Guid.Parse(happened.Entity.Key)));
        if (happened.Event is not GoodsRequestEvent e)
            return state;
        var id = new GoodsRequestId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        return state.With(
            new GoodsRequestKnown(
                id,
                GoodsRequest.Evolve(before?.State ?? GoodsRequest.None, e),
                before?.RequestedAt ?? happened.Position,
                before?.At ?? happened.Meta.At
            )
        );
    }
}
