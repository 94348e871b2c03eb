using static Emergency.Domain.Decision;

namespace Emergency.Domain.Communities;

/// <summary>The emergency plan (应急预案) of a community (kind "plan", key = its code): draft → submitted → approved → filed (备案) → evaluated. The approved version stays in force while the next one is drafted. 应对法 28; Hubei 32(2) draft.</summary>
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
        UnknownCard = new("plan.unknown-card");
    public static readonly Plan None = new(null, PlanStage.None, null, false, null, null, []);
    public By? DraftBy { get; init; }
    public Imported<PlanDraft>? DraftImport { get; init; }
    public string? Reference { get; init; }
}

public enum PlanStage
{
    None,
    Draft,
    Submitted,
}

/// <summary>A draft and who wrote it.</summary>
public sealed record PlanDraft(PlanText Text, By By);

/// <summary>One version of a plan with its response cards (处置卡).</summary>
public sealed record PlanText(string Version, string Title, ListOf<Card> Cards);

/// <param name="Hazard">Category code: fire, flood, …</param>
public sealed record Card(string Id, string Hazard, string Title, ListOf<Step> Steps);

/// <summary>One step of a card. <paramref name="Roles"/> in order of preference: posts of the roster (带班 值班 应急队), roles (书记 网格长 …), "door-chain", or outside professionals. <paramref name="AllowSeconds"/>: 0 = no clock.</summary>
public sealed record Step(string Id, TaskClass Class, ListOf<string> Roles, string Text, int AllowSeconds, ListOf<SupplyNeed> Supplies);

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

public sealed record ApprovePlan(By By, DateTimeOffset At) : PlanCommand;

/// <param name="Reason">Free text for the committee, sealed.</param>
public sealed record ReturnPlan(Sealed Reason, By By, DateTimeOffset At) : PlanCommand;

public sealed record FilePlan(string Reference, By By, DateTimeOffset At) : PlanCommand;

/// <param name="Findings">What was found, in words, sealed.</param>
public sealed record EvaluatePlan(By By, DateTimeOffset At, Sealed? Findings = null) : PlanCommand;

/// <param name="Trigger">law, command, risk, resources, contacts, drill, event.</param>
public sealed record MarkPlanDue(string Trigger, DateTimeOffset At) : PlanCommand;

public sealed record UndoPlanImport(ImportId Import, DateTimeOffset At) : PlanCommand;

public abstract record PlanEvent : Event;

[Stored("plan.drafted.v1")]
public sealed record PlanDrafted(PlanText Text, ImportId? Import, By By, DateTimeOffset At) : PlanEvent, IImported;

[Stored("plan.submitted.v1")]
public sealed record PlanSubmitted(By By, DateTimeOffset At) : PlanEvent;

[Stored("plan.approved.v1")]
public sealed record PlanApproved(By By, DateTimeOffset At) : PlanEvent;

[Stored("plan.returned.v1")]
public sealed record PlanReturned(Sealed Reason, By By, DateTimeOffset At) : PlanEvent;

[Stored("plan.filed.v1")]
public sealed record PlanFiled(string Reference, By By, DateTimeOffset At) : PlanEvent;

[Stored("plan.evaluated.v1")]
public sealed record PlanEvaluated(By By, DateTimeOffset At, Sealed? Findings = null) : PlanEvent;

[Stored("plan.marked-due.v1")]
public sealed record PlanMarkedDue(string Trigger, DateTimeOffset At) : PlanEvent;

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
            SubmitPlan c => state.Draft is null ? Reject(NoDraft) : new PlanSubmitted(c.By, c.At),
            ApprovePlan when state.Draft is null => Reject(NoDraft),
            ApprovePlan c => state.DraftStage == PlanStage.Submitted ? new PlanApproved(c.By, c.At) : Reject(NotSubmitted),
            ReturnPlan when state.Draft is null => Reject(NoDraft),
            ReturnPlan when state.DraftStage == PlanStage.Draft => Reject(NotSubmitted),
            ReturnPlan c => new PlanReturned(c.Reason, c.By, c.At),
            PlanCommand when state.InForce is null => Reject(NothingInForce),
            FilePlan c => state.Filed && state.Reference == c.Reference ? Nothing : new PlanFiled(c.Reference, c.By, c.At),
            EvaluatePlan c => new PlanEvaluated(c.By, c.At, c.Findings),
            MarkPlanDue c => state.DueFor.Contains(c.Trigger, StringComparer.Ordinal) ? Nothing : new PlanMarkedDue(c.Trigger, c.At),
            _ => throw new Unforeseen(command),
        };

    private static Decision Undo(Plan state, UndoPlanImport c) =>
        state.DraftImport is not { } origin || origin.Import != c.Import ? Nothing
        : origin.Before is { } before ? new PlanDrafted(before.Text, null, before.By, c.At)
        : new PlanDraftRemoved(c.Import, c.At);

    /// <summary>The card of the version in force, or why there is none to activate.</summary>
    public (Card? Card, Rejection? Why) Find(string card) =>
        InForce is null ? (null, new(NothingInForce, []))
        : InForce.Cards.FirstOrDefault(c => c.Id == card) is { } found ? (found, null)
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
            PlanSubmitted => state with { DraftStage = PlanStage.Submitted },
            PlanReturned => state with { DraftStage = PlanStage.Draft },
            PlanApproved e => WithoutDraft(state) with
            {
                InForce = state.Draft,
                Filed = false,
                Reference = null,
                ApprovedAt = e.At,
                EvaluatedAt = null,
                DueFor = [],
            },
            PlanFiled e => state with { Filed = true, Reference = e.Reference },
            PlanEvaluated e => state with { EvaluatedAt = e.At },
            PlanMarkedDue e => state with { DueFor = state.DueFor.Add(e.Trigger) },
            _ => throw new Unforeseen(happened),
        };

    private static Plan WithoutDraft(Plan state) =>
        state with
        {
            Draft = null,
            DraftBy = null,
            DraftStage = PlanStage.None,
            DraftImport = null,
        };
}
