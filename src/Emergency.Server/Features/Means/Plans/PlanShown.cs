using Emergency.Domain.Plans;

namespace Emergency.Server.Features.Plans;

/// <summary>Stage of a plan.</summary>
internal sealed record PlanShown(
    PlanStage Draft,
    string? InForce,
    bool Filed,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? EvaluatedAt,
    IReadOnlyList<string> DueFor
)
{
    public static PlanShown Of(PlanKnown plan)
    {
        var state = plan.State;
        return new(state.DraftStage, state.InForce?.Version, state.Filed, state.ApprovedAt, state.EvaluatedAt, state.DueFor);
    }
}
