using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills;

/// <summary>Folds drills, which lie in live.</summary>
internal sealed class DrillsView : View<DrillsKnown>
{
    public override string Name => "drills";
    public override DrillsKnown Empty => DrillsKnown.None;
    protected override string FoldVersion => "2";
    protected override IReadOnlyList<ILights<DrillsKnown>> Lights { get; } =
    [new DrillLights(), new RealmDrillLights(), new ImprovementLights()];

    protected override DrillsKnown Fold(DrillsKnown state, Happened happened)
    {
        if (happened.Entity.Realm == Entities.Live)
            state = state.WithoutPast(happened.Meta.At);
        if (happened.Event is not DrillEvent e)
            return state;
        var id = new DrillId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new DrillKnown(
            id,
            Drill.Evolve(before?.State ?? Drill.None, e),
            before?.Prepared ?? happened.Position,
            e is DrillStarted ? happened.Position : before?.Began,
            (e as DrillStarted)?.RealmAt ?? before?.Started,
            e is DrillNoted note ? (before?.Notes ?? []).Add(note) : before?.Notes ?? []
        )
        {
            Leaders = e is ILed { By: { } by } ? (before?.Leaders ?? []).Add(by.Account) : before?.Leaders ?? [],
            Steps = e is ImprovementEvent step ? (before?.Steps ?? []).Add(step) : before?.Steps ?? [],
            Halts = e is DrillPaused or DrillResumed
                ? (before?.Halts ?? []).Add(new(before?.State.Now(happened.Meta.At) ?? happened.Meta.At, (e as DrillPaused)?.Reason))
                : before?.Halts ?? [],
        };
        state = state.With(after);
        return e is DrillEnded && after.Began is not null ? state with { Ended = state.Ended.Add(new(happened.Meta.At, id)) } : state;
    }
}
