using Emergency.Domain;
using Emergency.Domain.Plans;
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
/// <param name="Draft">The next version, for its writers and judges.</param>
/// <param name="Returned">Reason for which the draft came back, for the same accounts.</param>
/// <param name="Findings">Findings of the last evaluation of the version in force, for the same accounts.</param>
/// <param name="InForceAt">Position at which the version in force was approved.</param>
/// <param name="Comments">Comments at single steps by the judges of the last submission, for the same accounts.</param>
/// <param name="Reasons">Reasons for which the version in force is due for revision.</param>
/// <param name="Submission">Number of the submission; an approval or return names it.</param>
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

/// <summary>A comment on a card, or on a step of it.</summary>
internal sealed record CommentShown(string Card, string? Step, string Words);

/// <summary>Number of the submission that was judged; the present one where left out.</summary>
internal sealed record Approval(int? Submission);

/// <summary>Reason for which a draft comes back: in general, at single steps, or both; at least one word.</summary>
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

/// <summary>Number of the filing.</summary>
internal sealed record Filing(string? Reference);

/// <summary>Findings of an evaluation; can be left out.</summary>
internal sealed record Evaluation(string? Findings);

/// <summary>Endpoints for emergency plans (应急预案): draft → submitted → approved → filed → evaluated.</summary>
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

    /// <summary>The version in force with its response cards. Writers and judges get the draft too.</summary>
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

    /// <summary>Submits the draft to the street office, by the secretary.</summary>
    public static Task<Outcome<Done>> Submit(string code, Known known, Act act) =>
        On(code, known, act, PlanPermissions.Submit).Done(by => new SubmitPlan(by, act.Now));

    /// <summary>Puts the submitted draft in force, by the street office.</summary>
    public static Task<Outcome<Done>> Approve(string code, Approval? body, Known known, Act act) =>
        On(code, known, act, PlanPermissions.Approve).Done(by => new ApprovePlan(by, act.Now, body?.Submission));

    /// <summary>
    /// Records that the street office gives the draft back with a reason, or with comments at its steps, for the committee.
    /// </summary>
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

    /// <summary>备案: records that the version in force is on file under a number.</summary>
    public static Task<Outcome<Done>> File(string code, Filing body, Known known, Act act) =>
        Refused<Done>(Checks.Text(body?.Reference, "$.reference", 100, needed: true))
        ?? On(code, known, act, PlanPermissions.File).Done(by => new FilePlan(body!.Reference!, by, act.Now));

    /// <summary>Records an evaluation of the version in force, with findings or without.</summary>
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
