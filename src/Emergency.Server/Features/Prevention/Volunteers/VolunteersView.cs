using Emergency.Domain.Volunteers;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Volunteers;

/// <summary>Folds volunteers, open needs and hours.</summary>
internal sealed class VolunteersView : View<VolunteersKnown>
{
    public override string Name => "volunteers";
    public override VolunteersKnown Empty => VolunteersKnown.None;

    protected override VolunteersKnown Fold(VolunteersKnown state, Happened happened)
    {
        if (happened.Event is not VolunteersEvent e)
            return state;
        var after = VolunteerList.Evolve(state.Of(happened.Entity.Key), e);
        if (e is NeedClosed closed)
            after = after with { Needs = after.Needs.Remove(closed.Need) };
        return new(state.All.SetItem(happened.Entity.Key, after));
    }
}
