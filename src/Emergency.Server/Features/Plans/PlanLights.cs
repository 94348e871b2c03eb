using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Plans;

/// <summary>At which step the plan of a community stands.</summary>
internal sealed class PlanLights : DivisionLights<PlansKnown>
{
    protected override string View => "plan";

    protected override IEnumerable<string> Within(PlansKnown state, string division) =>
        state.Plans.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    protected override object? Of(PlansKnown state, string division) =>
        state.Plans.TryGetValue(division, out var plan) ? PlanShown.Of(plan) : null;
}
