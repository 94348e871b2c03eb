using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Features.Communities;

namespace Emergency.Server.Features.Plans;

/// <summary>The plans (应急预案) of all communities, by 12-digit code.</summary>
internal sealed record PlansKnown(ImmutableDictionary<string, PlanKnown> Plans)
{
    public static readonly PlansKnown None = new(ImmutableDictionary<string, PlanKnown>.Empty);

    public PlanKnown Of(string community) => Plans.GetValueOrDefault(community, PlanKnown.None);
}

/// <summary>
/// A community's plan. <paramref name="At"/> is its newest event; <paramref name="InForceAt"/> the approval of the
/// version in force, null where none was approved.
/// </summary>
/// <param name="Returned">Reason for which the last submitted draft came back; gone once it is submitted again.</param>
/// <param name="Comments">Comments of the judges at single steps; gone once a version is approved.</param>
/// <param name="Findings">Findings of the last evaluation of the version in force.</param>
internal sealed record PlanKnown(
    Plan State,
    Position At,
    Position? InForceAt,
    Sealed? Returned,
    Sealed? Findings = null,
    ListOf<StepComment>? Comments = null
)
{
    public static readonly PlanKnown None = new(Plan.None, Position.Start, null, null);
}

/// <summary>Finds the plan of a community for a request.</summary>
internal static class PlanOfCommunity
{
    public static PlanKnown Plan(this CommunitySeen seen) => seen.Known.Of<PlansKnown>(seen.Asked.Realm).Of(seen.Code);
}
