using static Emergency.Domain.Decision;

namespace Emergency.Domain.Plans;

/// <summary>The emergency plan (应急预案) of a community (kind "plan", key = its code): draft → submitted → approved → filed (备案) → evaluated.
/// The approved version stays in force while the next one is drafted. 应对法 28; Hubei 32(2) draft.</summary>
public sealed partial record Plan(
    PlanText? Draft,
    PlanStage DraftStage,
    PlanText? InForce,
    bool Filed,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? EvaluatedAt,
    ListOf<string> DueFor
)
{
    public static readonly Code NoDraft = new("plan.no-draft"),
        NotSubmitted = new("plan.not-submitted"),
        NothingInForce = new("plan.nothing-in-force"),
        SubmittedAgain = new("plan.submitted-again"),
        UnknownCard = new("plan.unknown-card");
    public static readonly Plan None = new(null, PlanStage.None, null, false, null, null, []);

    /// <summary>Most reasons for a revision that are kept; the plan is due for revision in any case.</summary>
    public const int MostReasons = 20;
    public By? DraftBy { get; init; }
    public Imported<PlanDraft>? DraftImport { get; init; }
    public string? Reference { get; init; }

    /// <summary>Number of submissions ever made: a decision names the submission its author has read.</summary>
    public int Submission { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Reasons why the version in force is due for revision, the oldest first.</summary>
    public ListOf<DueReason> Reasons { get; init; } = [];
}

public enum PlanStage
{
    None,
    Draft,
    Submitted,
}

/// <summary>Draft with its author.</summary>
public sealed record PlanDraft(PlanText Text, By By);

/// <summary>Version of a plan with its response cards (处置卡).</summary>
/// <param name="Headings">Texts around the cards, by the headings of the template; null: none.</param>
public sealed record PlanText(string Version, string Title, ListOf<Card> Cards, ListOf<PlanHeading>? Headings = null)
{
    public Card? Find(string card) => Cards.FirstOrDefault(one => one.Id == card);
}

/// <summary>Text of a plan under one heading of the template (plan-rules.json).</summary>
public sealed record PlanHeading(string Code, string Text);

/// <summary>Reason why a plan became due for revision, and since when.</summary>
/// <param name="About">Title of a drill, role in a team or name of a law; no person. Null where the trigger says all.</param>
public sealed record DueReason(string Trigger, string? About, DateTimeOffset At);

/// <summary>Comment of the approver on a card or one of its steps.</summary>
/// <param name="Step">Null: the comment is on the card as a whole.</param>
public sealed record StepComment(string Card, string? Step, Sealed Words);

/// <param name="Hazard">Category code: fire, flood, …</param>
public sealed record Card(string Id, string Hazard, string Title, ListOf<Step> Steps);

/// <summary>Step of a card. <paramref name="Roles"/> in order of preference: posts of the roster (带班 值班 应急队), roles (书记 网格长 …),
/// "door-chain", or outside professionals. <paramref name="AllowSeconds"/>: 0 = no clock.</summary>
/// <param name="Minute">Minutes after the start at which it begins, below 0 before an event that is foreseen; null: at no set time.</param>
/// <param name="When">Condition under which it is done; null: always.</param>
public sealed record Step(
    string Id,
    TaskClass Class,
    ListOf<string> Roles,
    string Text,
    int AllowSeconds,
    ListOf<SupplyNeed> Supplies,
    int? Minute = null,
    string? When = null
);

public sealed record SupplyNeed(string Item, int Quantity);

/// <summary>life: everybody concerned is alerted at once. wait: one after another. professional: never given to a lay role.</summary>
public enum TaskClass
{
    Life,
    Wait,
    Professional,
}

public abstract record PlanCommand : Command;

public sealed record DraftPlan(PlanText Text, ImportId? Import, By By, DateTimeOffset At) : PlanCommand;

public sealed record SubmitPlan(By By, DateTimeOffset At) : PlanCommand;

/// <param name="Submission">Submission that was read: if it is not the current one, nothing is put in force. Null: the current one.</param>
public sealed record ApprovePlan(By By, DateTimeOffset At, int? Submission = null) : PlanCommand;

/// <param name="Reason">Reason for the committee in free text, sealed.</param>
/// <param name="Comments">Comments on single cards and steps.</param>
/// <param name="Submission">Submission that was read; null: the current one.</param>
public sealed record ReturnPlan(Sealed Reason, By By, DateTimeOffset At, ListOf<StepComment>? Comments = null, int? Submission = null)
    : PlanCommand;

public sealed record FilePlan(string Reference, By By, DateTimeOffset At) : PlanCommand;

/// <param name="Findings">Findings in words, sealed.</param>
public sealed record EvaluatePlan(By By, DateTimeOffset At, Sealed? Findings = null) : PlanCommand;

/// <param name="Trigger">law, command, risk, resources, contacts, drill, event, period.</param>
/// <param name="About">See <see cref="DueReason"/>.</param>
public sealed record MarkPlanDue(string Trigger, DateTimeOffset At, string? About = null) : PlanCommand;

public sealed record UndoPlanImport(ImportId Import, DateTimeOffset At) : PlanCommand;

public abstract record PlanEvent : Event;

[Stored("plan.drafted.v1")]
public sealed record PlanDrafted(PlanText Text, ImportId? Import, By By, DateTimeOffset At) : PlanEvent, IImported;

[Stored("plan.submitted.v1")]
public sealed record PlanSubmitted(By By, DateTimeOffset At) : PlanEvent;

[Stored("plan.approved.v1")]
public sealed record PlanApproved(By By, DateTimeOffset At) : PlanEvent;

[Stored("plan.returned.v1")]
public sealed record PlanReturned(Sealed Reason, By By, DateTimeOffset At, ListOf<StepComment>? Comments = null) : PlanEvent;

[Stored("plan.filed.v1")]
public sealed record PlanFiled(string Reference, By By, DateTimeOffset At) : PlanEvent;

[Stored("plan.evaluated.v1")]
public sealed record PlanEvaluated(By By, DateTimeOffset At, Sealed? Findings = null) : PlanEvent;

[Stored("plan.marked-due.v1")]
public sealed record PlanMarkedDue(string Trigger, DateTimeOffset At, string? About = null) : PlanEvent;

[Stored("plan.draft-removed.v1")]
public sealed record PlanDraftRemoved(ImportId Import, DateTimeOffset At) : PlanEvent;

public sealed partial record Plan
{
    public static Decision Decide(Plan state, Command command) =>
        command switch
        {
            DraftPlan c => c.Text == (state.Draft ?? state.InForce) ? Nothing : new PlanDrafted(c.Text, c.Import, c.By, c.At),
            UndoPlanImport c => Undo(state, c),
            SubmitPlan when state.DraftStage == PlanStage.Submitted => Nothing,
            SubmitPlan when state.Draft is null => Reject(NoDraft),
            SubmitPlan c => PlanRules.BuiltIn.Against(state.Draft) is { } fault
                ? new Decision.Rejected(fault)
                : new PlanSubmitted(c.By, c.At),
            PlanByHandCommand c => Decide(state, c),
            ApprovePlan or ReturnPlan when state.Draft is null => Reject(NoDraft),
            ApprovePlan or ReturnPlan when state.DraftStage == PlanStage.Draft => Reject(NotSubmitted),
            ApprovePlan { Submission: { } read } when read != state.Submission => Reject(SubmittedAgain),
            ReturnPlan { Submission: { } read } when read != state.Submission => Reject(SubmittedAgain),
            ApprovePlan c => new PlanApproved(c.By, c.At),
            ReturnPlan c => new PlanReturned(c.Reason, c.By, c.At, c.Comments),
            PlanCommand when state.InForce is null => Reject(NothingInForce),
            FilePlan c => state.Filed && state.Reference == c.Reference ? Nothing : new PlanFiled(c.Reference, c.By, c.At),
            EvaluatePlan c => new PlanEvaluated(c.By, c.At, c.Findings),
            MarkPlanDue c => state.Knows(c) ? Nothing : new PlanMarkedDue(c.Trigger, c.At, c.About),
            _ => throw new Unforeseen(command),
        };

    private static Decision Undo(Plan state, UndoPlanImport c) =>
        state.DraftImport is not { } origin || origin.Import != c.Import ? Nothing
        : origin.Before is { } before ? new PlanDrafted(before.Text, null, before.By, c.At)
        : new PlanDraftRemoved(c.Import, c.At);

    /// <summary>Finds the card of the version in force, or the reason why it cannot be activated.</summary>
    public (Card? Card, Rejection? Why) Find(string card) =>
        InForce is null ? (null, new(NothingInForce, []))
        : InForce.Find(card) is { } found ? (found, null)
        : (null, new(UnknownCard, [card]));

    public static Plan Evolve(Plan state, Event happened) =>
        happened switch
        {
            PlanDrafted e => state with
            {
                Draft = e.Text,
                DraftBy = e.By,
                DraftStage = PlanStage.Draft,
                DraftImport = Imported<PlanDraft>.After(
                    state.DraftImport,
                    state is { Draft: { } text, DraftBy: { } by } ? new(text, by) : null,
                    new(e.Text, e.By),
                    e.Import
                ),
            },
            PlanDraftRemoved => WithoutDraft(state),
            PlanSubmitted e => state with { DraftStage = PlanStage.Submitted, SubmittedAt = e.At, Submission = state.Submission + 1 },
            PlanReturned => state with { DraftStage = PlanStage.Draft },
            PlanApproved e => WithoutDraft(state) with
            {
                InForce = state.Draft,
                Filed = false,
                Reference = null,
                ApprovedAt = e.At,
                EvaluatedAt = null,
                // Reasons that came up after its submission are not covered by it.
                DueFor = [.. state.Since(state.SubmittedAt).Select(reason => reason.Trigger).Distinct(StringComparer.Ordinal)],
                Reasons = [.. state.Since(state.SubmittedAt)],
            },
            PlanFiled e => state with { Filed = true, Reference = e.Reference },
            PlanEvaluated e => state with { EvaluatedAt = e.At },
            PlanMarkedDue e => state with
            {
                DueFor = state.DueFor.Contains(e.Trigger, StringComparer.Ordinal) ? state.DueFor : state.DueFor.Add(e.Trigger),
                Reasons = state.Reasons.Add(new(e.Trigger, e.About, e.At)),
            },
            PlanByHandEvent e => EvolveByHand(state, e),
            _ => throw new Unforeseen(happened),
        };

    private bool Knows(MarkPlanDue c) =>
        Reasons.Count >= MostReasons || Reasons.Any(known => known.Trigger == c.Trigger && known.About == c.About);

    private IEnumerable<DueReason> Since(DateTimeOffset? at) => Reasons.Where(reason => reason.At > at);

    private static Plan WithoutDraft(Plan state) =>
        state with
        {
            Draft = null,
            DraftBy = null,
            DraftStage = PlanStage.None,
            DraftImport = null,
        };
}
