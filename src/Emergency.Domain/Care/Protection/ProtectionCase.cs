namespace Emergency.Domain.Protection;

/// <summary>Child protection (儿童保护个案; kind "protection", key = the child): opened → assessed → planned → services and follow-ups → closed,
/// approved by another account than the one that asked; reopened with a reason. A child has one case at a time. During a transfer the
/// giving committee is responsible until the other has accepted. Findings and words are sealed under the child's key. 未保法 11, 43, 92; the
/// child supervisor (儿童督导员) and civil affairs decide.</summary>
/// <param name="Community">Community whose child director is responsible now.</param>
/// <param name="Level">Level of risk, by the table's code.</param>
/// <param name="Member">Member in charge of the case there.</param>
/// <param name="FollowedAt">Time at which the child was seen at the last follow-up.</param>
/// <param name="Closing">Closing that was asked for and not answered yet.</param>
/// <param name="Offered">Community to which a transfer is offered and not answered yet.</param>
/// <param name="Owed">Steps still to be done, each by a day.</param>
/// <param name="Due">Time at which the next of them is reported to somebody.</param>
public sealed partial record ProtectionCase(
    ProtectionStage Stage,
    PersonId? Person,
    string Community,
    string? Level,
    MemberId? Member,
    DateTimeOffset? FollowedAt,
    ListOf<ProtectionService> Services,
    ListOf<Referral> Referrals,
    AskedClosing? Closing,
    string? Offered,
    ListOf<OwedStep> Owed,
    DateTimeOffset? Due
)
{
    public static readonly Code Unknown = new("protection.unknown"),
        AlreadyOpen = new("protection.already-open"),
        ClosedBefore = new("protection.closed-before"),
        Over = new("protection.over"),
        StillOpen = new("protection.still-open"),
        NotAssessed = new("protection.not-assessed"),
        Future = new("protection.future"),
        UnknownService = new("protection.unknown-service"),
        UnknownReferral = new("protection.unknown-referral"),
        SameCommunity = new("protection.same-community"),
        NotOffered = new("protection.not-offered"),
        Waiting = new("protection.waiting"),
        NotAsked = new("protection.not-asked"),
        OwnRequest = new("protection.own-request");
    public static readonly ProtectionCase None = new(ProtectionStage.None, null, "", null, null, null, [], [], null, null, [], null);

    /// <summary>Causes that opened it, or were reported since; each cause is listed once.</summary>
    public ListOf<string> Causes { get; init; } = [];

    /// <summary>Last reader, so that several openings by one account on one day are recorded once.</summary>
    public ProtectionReader? LastRead { get; init; }

    /// <summary>True when the case is being followed.</summary>
    public bool IsOpen => Stage is ProtectionStage.Opened or ProtectionStage.Assessed or ProtectionStage.Planned;
}

public enum ProtectionStage
{
    None,
    Opened,
    Assessed,
    Planned,
    Closed,
    Erased,
}

/// <summary>Source of a case: 手工 · 临时照料 · 未保法 11 报告 · 探访发现.</summary>
public enum ProtectionSource
{
    Hand,
    Care,
    Report,
    Visit,
}

/// <summary>Kind of owed step: 评估 方案 回访 服务 转介的回音 转案的答复 结案的审批.</summary>
public enum ProtectionStep
{
    Assess,
    Plan,
    FollowUp,
    Service,
    Referral,
    Transfer,
    Closing,
}

/// <summary>上门 打电话 在学校 来办公室.</summary>
public enum FollowUpMeans
{
    Door,
    Phone,
    School,
    Office,
}

/// <summary>Step to be done. <paramref name="No"/>: number of the service or referral; 0 for steps of which there is only one.
/// <paramref name="Level"/>: 1 due for the member in charge, 2 late and referred to the supervisor, 3 to civil affairs.</summary>
public sealed record OwedStep(ProtectionStep Step, int No, DateOnly Before, int Level = 0);

/// <param name="Who">Person who gives it, sealed.</param>
/// <param name="Given">Null while it is open; false: it was not given.</param>
public sealed record ProtectionService(int No, string Kind, Sealed Who, DateOnly Until, bool? Given = null);

/// <param name="Kind">Kind of receiver, by the table's code.</param>
/// <param name="Taken">Answer; null while there is none.</param>
public sealed record Referral(int No, string Kind, bool? Taken = null);

/// <param name="Reason">Reason, by the table's code.</param>
public sealed record AskedClosing(string Reason, By By);

public sealed record ProtectionReader(AccountId Account, DateOnly Day);

/// <summary>Service of a new plan.</summary>
public sealed record NewService(string Kind, Sealed Who, DateOnly Until);

public abstract record ProtectionCommand : Command;

/// <param name="Cause">Source of the case, so that the same cause opens it only once.</param>
/// <param name="Told">Reason in words, sealed under the child's key.</param>
/// <param name="Days">Days allowed to assess it; for an open case, to follow up.</param>
public sealed record OpenProtection(
    PersonId Person,
    string Community,
    ProtectionSource Source,
    string? Cause,
    Sealed? Told,
    int Days,
    By By,
    DateTimeOffset At
) : ProtectionCommand;

/// <param name="Level">Level of risk, which sets the days to the first follow-up and to the plan.</param>
public sealed record AssessProtection(string Level, int FirstDays, int PlanDays, Sealed Told, By By, DateTimeOffset At) : ProtectionCommand;

/// <summary>Sets a plan, or another one: given services stay, open ones are replaced.</summary>
public sealed record PlanProtection(Sealed Goals, ListOf<NewService> Services, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record SettleService(int No, bool Given, Sealed? Told, By By, DateTimeOffset At) : ProtectionCommand;

/// <param name="Next">Day by which the next follow-up must be made.</param>
public sealed record FollowUp(FollowUpMeans Means, Sealed Told, DateTimeOffset SeenAt, DateOnly Next, By By, DateTimeOffset At)
    : ProtectionCommand;

public sealed record NoteProtection(Sealed Told, By By, DateTimeOffset At) : ProtectionCommand;

/// <param name="Member">Member in charge of the case from now on.</param>
public sealed record AssignProtection(MemberId Member, By By, DateTimeOffset At) : ProtectionCommand;

/// <param name="Days">Days allowed for the other committee's answer.</param>
public sealed record OfferTransfer(string To, Sealed Told, int Days, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record AcceptTransfer(string Community, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record RefuseTransfer(Sealed Told, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record WithdrawTransfer(By By, DateTimeOffset At) : ProtectionCommand;

public sealed record ReferProtection(string Kind, Sealed Told, int Days, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record AnswerReferral(int No, bool Taken, Sealed Told, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record AskClosing(string Reason, Sealed Told, int Days, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record ApproveClosing(By By, DateTimeOffset At) : ProtectionCommand;

public sealed record RefuseClosing(Sealed Told, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record ReopenProtection(Sealed Told, int Days, By By, DateTimeOffset At) : ProtectionCommand;

/// <summary>Records who opens a case.</summary>
public sealed record ReadProtection(By By, DateTimeOffset At) : ProtectionCommand;

/// <summary>Ends a case whose child was erased from the register: its content can no longer be decrypted.</summary>
public sealed record EraseProtection(DateTimeOffset At) : ProtectionCommand;
