using Emergency.Domain.Hotlines;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Folds the register of lines, and shows new subscribers the state of each line, which is not in the journal.</summary>
internal sealed class LinesView(LineLinks links) : View<LinesKnown>
{
    public override string Name => LineLinks.View;
    public override LinesKnown Empty => LinesKnown.None;
    protected override string FoldVersion => "3";

    protected override LinesKnown Fold(LinesKnown state, Happened happened) =>
        happened.Event is LineEvent e ? new(LineRegister.Evolve(state.Register, e)) : state;

    public override void Show(LinesKnown state, string realm, Group group, Changes changes)
    {
        if (realm == Entities.Live)
            links.Show(group, changes);
    }
}
