using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>Folds the plans; who watches a division sees at which step each stands.</summary>
public sealed class PlansView : View<PlansKnown>
{
    public override string Name => "plan";
    public override PlansKnown Empty => PlansKnown.None;
    protected override PlansKnown Fork(PlansKnown state) => state;

    protected override PlansKnown Fold(PlansKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not PlanEvent planned) return state;
        var (community, before) = (happened.Entity.Key, state.Of(happened.Entity.Key));
        var after = new PlanKnown(Plan.Evolve(before.State, planned), happened.Position, planned is PlanApproved ? happened.Position : before.InForceAt, planned switch
        {
            PlanReturned returned => returned.Reason,
            PlanSubmitted => null,
            _ => before.Returned,
        }, planned switch
        {
            PlanEvaluated evaluated => evaluated.Findings,
            PlanApproved => null,
            _ => before.Findings,
        });
        changes.Division(happened.Entity.Realm, community, Name, community, PlanShown.Of(after));
        return state with { Plans = state.Plans.SetItem(community, after) };
    }

    public override void Show(PlansKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var (community, plan) in state.Plans)
            if (community.StartsWith(group.Id, StringComparison.Ordinal)) changes.To(group, Name, community, PlanShown.Of(plan));
    }
}

/// <summary>At which step a plan stands.</summary>
public sealed record PlanShown(PlanStage Draft, string? InForce, bool Filed, DateTimeOffset? ApprovedAt, DateTimeOffset? EvaluatedAt, IReadOnlyList<string> DueFor)
{
    public static PlanShown Of(PlanKnown plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var state = plan.State;
        return new(state.DraftStage, state.InForce?.Version, state.Filed, state.ApprovedAt, state.EvaluatedAt, state.DueFor);
    }
}
