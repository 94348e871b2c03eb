using Emergency.Domain.Handovers;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Handovers;

/// <summary>Folds hand-overs by the domain's own rules, and tells the incident, the divisions above it, and who stays responsible until the other side has confirmed.</summary>
public sealed class HandoversView : View<HandoversKnown>
{
    public override string Name => "handovers";
    public override HandoversKnown Empty => HandoversKnown.None;

    protected override HandoversKnown Fold(HandoversKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not HandoverEvent e) return state;
        var id = new Domain.HandoverId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new HandoverSeen(id, Handover.Evolve(before?.State ?? Handover.None, e), before?.OfferedAt ?? happened.Meta.At, happened.Position);
        Tell(after, happened.Entity.Realm, changes);
        return new(
            state.All.SetItem(id, after),
            before is null ? state.ByIncident.SetItem(after.Facts.Incident, state.ByIncident.GetValueOrDefault(after.Facts.Incident, []).Add(id)) : state.ByIncident,
            after.State.Waits ? state.Waiting.Add(id) : state.Waiting.Remove(id));
    }

    public override void Show(HandoversKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        var shown = group.Kind switch
        {
            "incident" when Guid.TryParse(group.Id, out var incident) => state.Of(new(incident)),
            "division" => state.All.Values.Where(seen => Runs(seen) && seen.Facts.Division.StartsWith(group.Id, StringComparison.Ordinal)),
            "me" => state.All.Values.Where(seen => Runs(seen) && seen.State.OfferedBy!.Account.Key == group.Id),
            _ => [],
        };
        foreach (var seen in shown) changes.To(group, HandoverLight.View, seen.Id.ToString(), HandoverLight.Of(seen));
    }

    private static bool Runs(HandoverSeen seen) => seen.State.Stage != HandoverStage.Completed;

    private static void Tell(HandoverSeen seen, string realm, Changes changes)
    {
        var (key, light) = (seen.Id.ToString(), HandoverLight.Of(seen));
        changes.Division(realm, seen.Facts.Division, HandoverLight.View, key, light);
        changes.To(Group.Incident(realm, seen.Facts.Incident), HandoverLight.View, key, light);
        changes.To(Group.Me(realm, seen.State.OfferedBy!.Account), HandoverLight.View, key, light);
    }
}
