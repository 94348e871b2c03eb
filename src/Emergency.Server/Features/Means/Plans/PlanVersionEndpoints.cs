using Emergency.Domain.Plans;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Plans;

/// <summary>A version in the list of all.</summary>
internal sealed record PlanVersionShown(
    int Nth,
    string Version,
    string Title,
    int Cards,
    DateTimeOffset ApprovedAt,
    DateTimeOffset? Until,
    string? Reference
);

/// <summary>Versions of a plan, the newest first.</summary>
internal sealed record PlanVersionsShown(IReadOnlyList<PlanVersionShown> Items, long Position);

/// <summary>A past or present version in full.</summary>
/// <param name="Until">Time at which the next version was approved; null while this one is in force.</param>
internal sealed record PlanVersionText(
    int Nth,
    PlanText Text,
    DateTimeOffset ApprovedAt,
    DateTimeOffset? Until,
    string? Reference,
    long Position
);

/// <summary>Endpoints for versions of a plan that were once in force, so that the basis of past decisions stays accessible.</summary>
internal static class PlanVersionEndpoints
{
    public static RouteGroupBuilder MapPlanVersions(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/plan/versions").WithTags("plans");
        routes.MapGet("/", List).Needs(PlanPermissions.Read);
        routes.MapGet("/{nth}", One).Needs(PlanPermissions.Read);
        return api;
    }

    /// <summary>Every version that was ever approved, the newest first.</summary>
    public static async Task<Outcome<PlanVersionsShown>> List(
        string code,
        Asked asked,
        Known known,
        PlanVersions versions,
        CancellationToken stop
    )
    {
        if (CommunitySeen.Find(known, asked, PlanPermissions.Read, code) is (null, var problem))
            return problem;
        var all = await versions.Of(code, known, stop);
        return new Outcome<PlanVersionsShown>(
            new(
                [
                    .. all.Reverse()
                        .Select(one => new PlanVersionShown(
                            one.Nth,
                            one.Text.Version,
                            one.Text.Title,
                            one.Text.Cards.Count,
                            one.ApprovedAt,
                            one.Until,
                            one.Reference
                        )),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>A version in full.</summary>
    /// <param name="nth">Number of the approved version, from 1.</param>
    public static async Task<Outcome<PlanVersionText>> One(
        string code,
        int nth,
        Asked asked,
        Known known,
        PlanVersions versions,
        CancellationToken stop
    )
    {
        if (CommunitySeen.Find(known, asked, PlanPermissions.Read, code) is (null, var problem))
            return problem;
        return (await versions.Of(code, known, stop)).ElementAtOrDefault(nth - 1) is { } one
            ? new Outcome<PlanVersionText>(new(one.Nth, one.Text, one.ApprovedAt, one.Until, one.Reference, known.At.Value), known.At)
            : Problem.NotFound;
    }
}
