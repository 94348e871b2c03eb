using Emergency.Domain;
using Emergency.Domain.Patrols;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Patrols;

/// <summary>Folds patrols. Ended ones leave memory.</summary>
internal sealed class PatrolsView : View<PatrolsKnown>
{
    public override string Name => "patrols";
    public override PatrolsKnown Empty => PatrolsKnown.None;

    protected override PatrolsKnown Fold(PatrolsKnown state, Happened happened)
    {
        if (happened.Event is not PatrolEvent e)
            return state;
        var id = new PatrolId(Guid.Parse(happened.Entity.Key));
        var after = Patrol.Evolve(state.Find(id) ?? Patrol.None, e);
        return new(after.Stage == PatrolStage.Kept ? state.All.SetItem(id, after) : state.All.Remove(id));
    }
}
