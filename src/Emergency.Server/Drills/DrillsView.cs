using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Drills.Reviewing;
using Emergency.Server.Views;

namespace Emergency.Server.Drills;

/// <summary>Folds drills. While one is played its communities and all above them hear of it, in live and in its own realm; an unannounced one is told of to nobody before it starts.</summary>
public sealed class DrillsView : View<DrillsKnown>
{
    private const string Drill_ = "drill";

    public override string Name => "drills";
    public override DrillsKnown Empty => DrillsKnown.None;

    protected override DrillsKnown Fold(DrillsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not DrillEvent e) return state;
        var id = new DrillId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new DrillKnown(id, Drill.Evolve(before?.State ?? Drill.None, e), before?.Prepared ?? happened.Position, e is DrillStarted ? happened.Position : before?.Began, (e as DrillStarted)?.RealmAt ?? before?.Started, e is DrillNoted note ? (before?.Notes ?? []).Add(note) : before?.Notes ?? [])
        {
            Leaders = LedBy(e) is { } by ? (before?.Leaders ?? []).Add(by.Account) : before?.Leaders ?? [],
            Steps = e is ImprovementEvent step ? (before?.Steps ?? []).Add(step) : before?.Steps ?? [],
            Halts = e is DrillPaused or DrillResumed ? (before?.Halts ?? []).Add(new(before?.State.Now(happened.Meta.At) ?? happened.Meta.At, (e as DrillPaused)?.Reason)) : before?.Halts ?? [],
        };
        if (e is ImprovementEvent improved && after.State.Improvements.ContainsKey(improved.Item)) ImprovementNews.Tell(after, improved.Item, changes);
        if (after.State.Playing || before?.State.Playing == true) Tell(after, changes);
        return state.With(after);
    }

    public override void Show(DrillsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        ImprovementNews.Show(state, group, changes);
        if (group.Kind != "division") return;
        foreach (var drill in state.Playing.Select(id => state.All[id]).Where(drill => drill.Facts.Communities.Any(code => code.StartsWith(group.Id, StringComparison.Ordinal)))) changes.To(group, Drill_, drill.Id.ToString(), DrillLight.Of(drill));
    }

    // An inject may also be the director's own, and the end too: it is no account that asks for anything.
    private static By? LedBy(DrillEvent happened) => happened switch
    {
        DrillPrepared e => e.By,
        PartyTold e => e.By,
        DrillStarted e => e.By,
        DrillPaused e => e.By,
        DrillResumed e => e.By,
        SpeedSet e => e.By,
        InjectPlayed e => e.By,
        InjectHeld e => e.By,
        _ => null,
    };

    private static void Tell(DrillKnown drill, Changes changes)
    {
        var light = drill.State.Playing ? DrillLight.Of(drill) : null;
        foreach (var community in drill.Facts.Communities) changes.Division(Entities.Live, community, Drill_, drill.Id.ToString(), light);
        foreach (var community in drill.Facts.Communities) changes.Division(drill.Realm, community, Drill_, drill.Id.ToString(), DrillLight.Of(drill));
    }
}
