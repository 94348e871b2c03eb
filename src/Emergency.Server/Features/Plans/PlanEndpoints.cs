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
/// <param name="Comments">What who judged the last submission has said at single steps, for the same.</param>
/// <param name="Reasons">Why the version in force is due for revision.</param>
/// <param name="Submission">Who approves or returns names the submission that was read by this number.</param>
internal sealed record PlanPage(
    string Community,
    PlanShown Standing,
    PlanText? InForce,
    long? InForceAt,
    string? Reference,
    PlanText? Draft,
    string? Returned,
    string? Findings,
    IReadOnlyList<CommentShown> Comments,
    IReadOnlyList<DueReason> Reasons,
    int Submission,
    DateTimeOffset? SubmittedAt,
    long Position
);

/// <summary>A word at a card, or at one of its steps.</summary>
internal sealed record CommentShown(string Card, string? Step, string Words);

/// <summary>Which submission was read; whichever there is where left out.</summary>
internal sealed record Approval(int? Submission);

/// <summary>Why a draft comes back: in general, at single steps, or both; at least one word.</summary>
internal sealed record NewPlanReturn(string? Reason, IReadOnlyList<CommentShown>? Comments, int? Submission)
{
    public static IReadOnlyList<string> Faults(NewPlanReturn body) =>
        [
            .. Checks.Text(body.Reason, "$.reason", 500, needed: body.Comments is not { Count: > 0 }),
            .. Checks.Need(body.Comments is not { Count: > 100 }, "$.comments: at most 100"),
            .. (body.Comments ?? []).SelectMany(
                (one, i) =>
                    Checks
                        .Text(one?.Words, $"$.comments[{i}].words", 500, needed: true)
                        .Concat(Checks.Text(one?.Card, $"$.comments[{i}].card", 60, needed: true))
                        .Concat(Checks.Text(one?.Step, $"$.comments[{i}].step", 60))
            ),
        ];
}

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
                inside ? [.. (plan.Comments ?? []).Select(one => new CommentShown(one.Card, one.Step, Open(one.Words) ?? ""))] : [],
                plan.State.Reasons,
                plan.State.Submission,
                plan.State.SubmittedAt,
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>The secretary hands the draft to the street office.</summary>
    public static Task<Outcome<Done>> Submit(string code, Known known, Act act) =>
        On(code, known, act, PlanPermissions.Submit).Done(by => new SubmitPlan(by, act.Now));

    /// <summary>The street office puts the submitted draft in force.</summary>
    public static Task<Outcome<Done>> Approve(string code, Approval? body, Known known, Act act) =>
        On(code, known, act, PlanPermissions.Approve).Done(by => new ApprovePlan(by, act.Now, body?.Submission));

    /// <summary>The street office gives the draft back with a reason, or with words at its steps, which the committee reads.</summary>
    public static Task<Outcome<Done>> Return(string code, NewPlanReturn body, Known known, Act act) =>
        Refused<Done>(NewPlanReturn.Faults(body))
        ?? On(code, known, act, PlanPermissions.Approve)
            .Done(async _ =>
            {
                var key = Key(code, act);
                var reason = await act.Seal(key, new FreeText(body.Reason ?? ""));
                ListOf<StepComment>? comments = body.Comments is { Count: > 0 } said
                    ? [.. said.Select(one => new StepComment(one.Card, one.Step, act.Sealing.Seal(key, new FreeText(one.Words))))]
                    : null;
                return by => new ReturnPlan(reason, by, act.Now, comments, body.Submission);
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

    internal static ActOn<CommunitySeen> On(string code, Known known, Act act, Permission permission) =>
        act.OnCommunity(known, code, permission, Entities.Plan);

    private static Guid Key(string code, Act act) => Derived.Register("plan", act.Asked.Realm, code);
}
