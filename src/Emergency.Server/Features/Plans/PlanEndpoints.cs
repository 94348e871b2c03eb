using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Plans;

/// <summary>A community's plan in full.</summary>
/// <param name="Draft">The next version, for those who write or judge it.</param>
/// <param name="Returned">Why the draft came back, for the same.</param>
/// <param name="Findings">What the last evaluation of the version in force has found, for the same.</param>
/// <param name="InForceAt">Position at which the version in force was approved.</param>
internal sealed record PlanPage(
    string Community,
    PlanShown Standing,
    PlanText? InForce,
    long? InForceAt,
    string? Reference,
    PlanText? Draft,
    string? Returned,
    string? Findings,
    long Position
);

/// <summary>The number it was filed under.</summary>
internal sealed record Filing(string? Reference);

/// <summary>What an evaluation has found; may be left out.</summary>
internal sealed record Evaluation(string? Findings);

/// <summary>应急预案: draft → submitted → approved → filed → evaluated.</summary>
internal static class PlanEndpoints
{
    public static RouteGroupBuilder MapPlans(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/plan").WithTags("plans");
        routes.MapGet("/", Read).Needs(PlanPermissions.Read);
        routes.MapPost("/submit", Submit).Needs(PlanPermissions.Submit);
        routes.MapPost("/approve", Approve).Needs(PlanPermissions.Approve);
        routes.MapPost("/return", Return).Needs(PlanPermissions.Approve);
        routes.MapPost("/file", File).Needs(PlanPermissions.File);
        routes.MapPost("/evaluate", Evaluate).Needs(PlanPermissions.Approve);
        return api;
    }

    /// <summary>The version in force with its response cards; the draft too for who writes or judges it.</summary>
    public static Outcome<PlanPage> Read(string code, Asked asked, Known known, ISealing sealing)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, PlanPermissions.Read, code);
        if (seen is null)
            return problem;
        var (plan, inside) = (seen.Plan(), seen.May(PlanPermissions.Draft) || seen.May(PlanPermissions.File));
        string? Open(Sealed? words) => inside && words is { } text ? sealing.Open<FreeText>(text)?.Text : null;
        return new Outcome<PlanPage>(
            new(
                code,
                PlanShown.Of(plan),
                plan.State.InForce,
                plan.InForceAt?.Value,
                plan.State.Reference,
                inside ? plan.State.Draft : null,
                Open(plan.Returned),
                Open(plan.Findings),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>The secretary hands the draft to the street office.</summary>
    public static Task<Outcome<Done>> Submit(string code, Known known, Act act) =>
        On(code, known, act, PlanPermissions.Submit).Done(by => new SubmitPlan(by, act.Now));

    /// <summary>The street office puts the submitted draft in force.</summary>
    public static Task<Outcome<Done>> Approve(string code, Known known, Act act) =>
        On(code, known, act, PlanPermissions.Approve).Done(by => new ApprovePlan(by, act.Now));

    /// <summary>The street office gives the draft back with a reason, which the committee reads.</summary>
    public static Task<Outcome<Done>> Return(string code, Because body, Known known, Act act) =>
        Refused<Done>(Because.Faults(body, needed: true))
        ?? On(code, known, act, PlanPermissions.Approve)
            .Done(async _ =>
            {
                var reason = await act.Seal(Key(code, act), new FreeText(body.Reason!));
                return by => new ReturnPlan(reason, by, act.Now);
            });

    /// <summary>备案: the version in force is on file under a number.</summary>
    public static Task<Outcome<Done>> File(string code, Filing body, Known known, Act act) =>
        Refused<Done>(Checks.Text(body?.Reference, "$.reference", 100, needed: true))
        ?? On(code, known, act, PlanPermissions.File).Done(by => new FilePlan(body!.Reference!, by, act.Now));

    /// <summary>The version in force has been evaluated, with what was found or without words.</summary>
    public static Task<Outcome<Done>> Evaluate(string code, Evaluation? body, Known known, Act act) =>
        Refused<Done>(Checks.Text(body?.Findings, "$.findings", 4_000))
        ?? On(code, known, act, PlanPermissions.Approve)
            .Done(async _ =>
            {
                var findings = await act.SealText(Key(code, act), body?.Findings);
                return by => new EvaluatePlan(by, act.Now, findings);
            });

    private static ActOn<CommunitySeen> On(string code, Known known, Act act, Permission permission) =>
        act.OnCommunity(known, code, permission, Entities.Plan);

    private static Guid Key(string code, Act act) => Derived.Register("plan", act.Asked.Realm, code);
}
