using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Plans;

/// <summary>Folds the plans.</summary>
internal sealed class PlansView : View<PlansKnown>
{
    protected override string FoldVersion => "2";
    public override string Name => "plan";
    public override PlansKnown Empty => PlansKnown.None;

    protected override PlansKnown Fork(PlansKnown state) => state;

    protected override IReadOnlyList<ILights<PlansKnown>> Lights { get; } = [new PlanLights()];

    protected override PlansKnown Fold(PlansKnown state, Happened happened)
    {
        if (happened.Event is not PlanEvent planned)
            return state;
        var (community, before) = (happened.Entity.Key, state.Of(happened.Entity.Key));
        var after = new PlanKnown(
            Plan.Evolve(before.State, planned),
            happened.Position,
            planned is PlanApproved ? happened.Position : before.InForceAt,
            planned switch
            {
                PlanReturned returned => returned.Reason,
                PlanSubmitted => null,
                _ => before.Returned,
            },
            planned switch
            {
                PlanEvaluated evaluated => evaluated.Findings,
                PlanApproved => null,
                _ => before.Findings,
            },
            planned switch
            {
                PlanReturned returned => returned.Comments,
                PlanApproved or DraftDiscarded => null,
                _ => before.Comments,
            }
        );
        return state with { Plans = state.Plans.SetItem(community, after) };
    }
}
