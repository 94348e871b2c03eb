using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Orders;

/// <summary>Folds what streets are asked for, and tells community, street and county.</summary>
public sealed class GoodsView : View<GoodsKnown>
{
    private const string Goods = "goods";

    public override string Name => "goods";
    public override GoodsKnown Empty => GoodsKnown.None;

    protected override GoodsKnown Fold(GoodsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not GoodsRequestEvent e) return state;
        var (realm, id) = (happened.Entity.Realm, new GoodsRequestId(Guid.Parse(happened.Entity.Key)));
        var before = state.Find(id);
        var seen = new GoodsSeen(id, GoodsRequest.Evolve(before?.State ?? GoodsRequest.None, e), before?.RequestedAt ?? happened.Position, before?.At ?? happened.Meta.At);
        var light = GoodsLight.Of(seen);
        changes.Division(realm, seen.State.Community, Goods, id.ToString(), light);
        changes.To(Group.Incident(realm, light.Incident), Goods, id.ToString(), light);
        return state.With(seen);
    }

    public override void Show(GoodsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var one in state.All.Values)
            if (group.Kind == "incident" ? one.State.Incident?.ToString() == group.Id : group.Kind == "division" && one.State.Stage == GoodsStage.Requested && one.State.Community.StartsWith(group.Id, StringComparison.Ordinal)) changes.To(group, Goods, one.Id.ToString(), GoodsLight.Of(one));
    }
}

/// <summary>A request as it is broadcast. <paramref name="Late"/>: nobody answered within ten minutes.</summary>
public sealed record GoodsLight(GoodsRequestId Id, IncidentId Incident, TaskId Task, string Community, string Item, int Quantity, GoodsStage Stage, int Granted, string? From, DateTimeOffset? Arrives, DateTimeOffset At, DateTimeOffset? Due, bool Late)
{
    public static GoodsLight Of(GoodsSeen seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var state = seen.State;
        return new(seen.Id, state.Incident!.Value, state.Task!.Value, state.Community, state.Item, state.Quantity, state.Stage, state.Grant?.Quantity ?? 0, state.Grant?.From, state.Grant?.Arrives, seen.At, state.Due, state.Late);
    }
}
