using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>A community's plan in full.</summary>
/// <param name="Draft">The next version, for those who write or judge it.</param>
/// <param name="Returned">Why the draft came back, for the same.</param>
/// <param name="Findings">What the last evaluation of the version in force has found, for the same.</param>
/// <param name="InForceAt">Position at which the version in force was approved.</param>
public sealed record PlanPage(string Community, PlanShown Standing, PlanText? InForce, long? InForceAt, string? Reference, PlanText? Draft, string? Returned, string? Findings, long Position);

/// <summary>The number it was filed under.</summary>
public sealed record Filing(string? Reference);

/// <summary>What an evaluation has found; may be left out.</summary>
public sealed record Evaluation(string? Findings);

/// <summary>应急预案: draft → submitted → approved → filed → evaluated.</summary>
public static class PlanEndpoints
{
    public static RouteGroupBuilder MapPlans(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/plan").WithTags("plans");
        routes.MapGet("/", Read).Needs(Permissions.PlanRead);
        routes.MapPost("/submit", Submit).Needs(Permissions.PlanSubmit);
        routes.MapPost("/approve", Approve).Needs(Permissions.PlanApprove);
        routes.MapPost("/return", Return).Needs(Permissions.PlanApprove);
        routes.MapPost("/file", File).Needs(Permissions.PlanFile);
        routes.MapPost("/evaluate", Evaluate).Needs(Permissions.PlanApprove);
        return api;
    }

    /// <summary>The version in force with its response cards; the draft too for who writes or judges it.</summary>
    public static Outcome<PlanPage> Read(string code, Asked asked, Known known, ISealing sealing)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, Permissions.PlanRead, code);
        if (seen is null) return problem;
        var (plan, inside) = (seen.Plan, seen.May(Permissions.PlanDraft) || seen.May(Permissions.PlanFile));
        string? Open(Sealed? words) => inside && words is { } text ? sealing.Open<FreeText>(text)?.Text : null;
        return new Outcome<PlanPage>(new(code, PlanShown.Of(plan), plan.State.InForce, plan.InForceAt?.Value, plan.State.Reference, inside ? plan.State.Draft : null, Open(plan.Returned), Open(plan.Findings), known.At.Value), known.At);
    }

    /// <summary>The secretary hands the draft to the street office.</summary>
    public static Task<Outcome<Done>> Submit(string code, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, asked, known, Permissions.PlanSubmit, seen => seen.Send(sending, Permissions.PlanSubmit, Entities.Plan, by => new SubmitPlan(by, asked.Now), stop));

    /// <summary>The street office puts the submitted draft in force.</summary>
    public static Task<Outcome<Done>> Approve(string code, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, asked, known, Permissions.PlanApprove, seen => seen.Send(sending, Permissions.PlanApprove, Entities.Plan, by => new ApprovePlan(by, asked.Now), stop));

    /// <summary>The street office gives the draft back with a reason, which the committee reads.</summary>
    public static async Task<Outcome<Done>> Return(string code, Because body, Asked asked, Known known, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Because.Faults(body, needed: true) is { Count: > 0 } faults) return Problem.Bad(faults);
        var key = Derived.Register("plan", asked.Realm, code);
        return await Act(code, asked, known, Permissions.PlanApprove, async seen =>
        {
            await sealing.Ensure([key], stop);
            var reason = sealing.Seal(key, new FreeText(body.Reason!));
            return await seen.Send(sending, Permissions.PlanApprove, Entities.Plan, by => new ReturnPlan(reason, by, asked.Now), stop);
        });
    }

    /// <summary>备案: the version in force is on file under a number.</summary>
    public static async Task<Outcome<Done>> File(string code, Filing body, Asked asked, Known known, Sending sending, CancellationToken stop)
    {
        if (Checks.Text(body?.Reference, "$.reference", 100, needed: true).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Act(code, asked, known, Permissions.PlanFile, seen => seen.Send(sending, Permissions.PlanFile, Entities.Plan, by => new FilePlan(body!.Reference!, by, asked.Now), stop));
    }

    /// <summary>The version in force has been evaluated, with what was found or without words.</summary>
    public static async Task<Outcome<Done>> Evaluate(string code, Evaluation? body, Asked asked, Known known, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Checks.Text(body?.Findings, "$.findings", 4_000).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        var key = Derived.Register("plan", asked.Realm, code);
        return await Act(code, asked, known, Permissions.PlanApprove, async seen =>
        {
            if (!string.IsNullOrWhiteSpace(body?.Findings)) await sealing.Ensure([key], stop);
            Sealed? findings = string.IsNullOrWhiteSpace(body?.Findings) ? null : sealing.Seal(key, new FreeText(body.Findings));
            return await seen.Send(sending, Permissions.PlanApprove, Entities.Plan, by => new EvaluatePlan(by, asked.Now, findings), stop);
        });
    }

    private static async Task<Outcome<Done>> Act(string code, Asked asked, Known known, Permission permission, Func<CommunitySeen, Task<Outcome<Done>>> send)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, permission, code);
        return seen is null ? problem : await send(seen);
    }
}
