namespace Emergency.Domain.Communities;

/// <summary>The emergency plan (应急预案) of a community (kind "plan", key = its code): draft → submitted → approved → filed (备案) → evaluated. The approved version stays in force while the next one is drafted. 应对法 28; Hubei 32(2) draft.</summary>
public sealed record Plan(PlanText? Draft, PlanStage DraftStage, PlanText? InForce, bool Filed, DateTimeOffset? ApprovedAt, DateTimeOffset? EvaluatedAt, ListOf<string> DueFor)
{
    public static readonly Code NoDraft = new("plan.no-draft"), NotSubmitted = new("plan.not-submitted"), NothingInForce = new("plan.nothing-in-force"), UnknownCard = new("plan.unknown-card");
    public static readonly Plan None = new(null, PlanStage.None, null, false, null, null, []);
}

public enum PlanStage { None, Draft, Submitted }

/// <summary>One version of a plan with its response cards (处置卡).</summary>
public sealed record PlanText(string Version, string Title, ListOf<Card> Cards);
/// <param name="Hazard">Category code: fire, flood, …</param>
public sealed record Card(string Id, string Hazard, string Title, ListOf<Step> Steps);
/// <summary>One step of a card. <paramref name="Roles"/> in order of preference: posts of the roster (带班 值班 应急队), roles (书记 网格长 …), "door-chain", or outside professionals. <paramref name="AllowSeconds"/>: 0 = no clock.</summary>
public sealed record Step(string Id, TaskClass Class, ListOf<string> Roles, string Text, int AllowSeconds, ListOf<SupplyNeed> Supplies);
public sealed record SupplyNeed(string Item, int Quantity);

/// <summary>life: everybody concerned is alerted at once. wait: one after another. professional: never given to a lay role.</summary>
public enum TaskClass { Life, Wait, Professional }

public abstract record PlanCommand : Command;
public sealed record DraftPlan(PlanText Text, ImportId? Import, By By, DateTimeOffset At) : PlanCommand;
public sealed record SubmitPlan(By By, DateTimeOffset At) : PlanCommand;
public sealed record ApprovePlan(By By, DateTimeOffset At) : PlanCommand;
/// <param name="Reason">Free text for the committee, sealed.</param>
public sealed record ReturnPlan(Sealed Reason, By By, DateTimeOffset At) : PlanCommand;
public sealed record FilePlan(string Reference, By By, DateTimeOffset At) : PlanCommand;
public sealed record EvaluatePlan(By By, DateTimeOffset At) : PlanCommand;
/// <param name="Trigger">law, command, risk, resources, contacts, drill, event.</param>
public sealed record MarkPlanDue(string Trigger, DateTimeOffset At) : PlanCommand;
public sealed record UndoPlanImport(ImportId Import, DateTimeOffset At) : PlanCommand;

public abstract record PlanEvent : Event;
public sealed record PlanDrafted(PlanText Text, ImportId? Import, By By, DateTimeOffset At) : PlanEvent, IImported;
public sealed record PlanSubmitted(By By, DateTimeOffset At) : PlanEvent;
public sealed record PlanApproved(By By, DateTimeOffset At) : PlanEvent;
public sealed record PlanReturned(Sealed Reason, By By, DateTimeOffset At) : PlanEvent;
public sealed record PlanFiled(string Reference, By By, DateTimeOffset At) : PlanEvent;
public sealed record PlanEvaluated(By By, DateTimeOffset At) : PlanEvent;
public sealed record PlanMarkedDue(string Trigger, DateTimeOffset At) : PlanEvent;
public sealed record PlanDraftRemoved(ImportId Import, DateTimeOffset At) : PlanEvent;
