using Emergency.Domain.Regulations;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>Folds the drafts that counties have made their own standard.</summary>
internal sealed class StandardsView : View<StandardsKnown>
{
    public override string Name => "standards";
    public override StandardsKnown Empty => StandardsKnown.None;

    protected override StandardsKnown Fold(StandardsKnown state, Happened happened) =>
        happened.Event is CountyStandardsEvent e
            ? new(state.Counties.SetItem(happened.Entity.Key, CountyStandards.Evolve(state.Of(happened.Entity.Key), e)))
            : state;
}
