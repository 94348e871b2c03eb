using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Plans;

/// <summary>Tells the stage of a community's plan.</summary>
internal sealed class PlanLights : DivisionLights<PlansKnown>
{
    protected override string View => "plan";

    protected override IEnumerable<string> Within(PlansKnown state, string division) =>
        state.Plans.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    protected override object? Of(PlansKnown state, string division) =>
        state.Plans.TryGetValue(division, out var plan) ? PlanShown.Of(plan) : null;
}
