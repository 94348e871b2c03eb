using Emergency.Domain.Grids;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>Folds grids and estates.</summary>
internal sealed class QuartersView : View<QuartersKnown>
{
    public override string Name => "quarters";
    protected override string FoldVersion => "2";
    public override QuartersKnown Empty => QuartersKnown.None;
    protected override IReadOnlyList<ILights<QuartersKnown>> Lights { get; } = [new QuarterLights()];

    protected override QuartersKnown Fold(QuartersKnown state, Happened happened) =>
        happened.Event is QuartersEvent e
            ? new(state.All.SetItem(happened.Entity.Key, Domain.Grids.Quarters.Evolve(state.Of(happened.Entity.Key), e)))
            {
                At = state.At.SetItem(happened.Entity.Key, happened.Position),
            }
            : state;
}
