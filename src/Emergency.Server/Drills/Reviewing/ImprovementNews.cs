using Emergency.Domain;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Reviewing;

/// <summary>Who hears of an improvement item, in their own group: its owners until it is done, who is above them once it is overdue, and who checks it once it waits for that.</summary>
internal static class ImprovementNews
{
    private const string View = "improvement";

    /// <summary>After a change: what still concerns somebody, and that it no longer does.</summary>
    public static void Tell(DrillKnown drill, ImprovementId id, Changes changes)
    {
        var item = drill.State.Improvements[id];
        var light = ImprovementLight.Of(drill, id);
        foreach (var account in item.Facts.Owner.Accounts.Union(item.Facts.Above)) changes.To(Group.Me(Entities.Live, account), View, id.ToString(), ImprovementLight.Concerns(item, account) ? light : null);
    }

    /// <summary>To who joins: all that concerns them now.</summary>
    public static void Show(DrillsKnown state, Group group, Changes changes)
    {
        if (group.Kind != "me") return;
        foreach (var drill in state.All.Values)
            foreach (var (id, item) in drill.State.Improvements)
                if (ImprovementLight.Concerns(item, new(group.Id))) changes.To(group, View, id.ToString(), ImprovementLight.Of(drill, id));
    }
}
