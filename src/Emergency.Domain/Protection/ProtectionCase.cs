namespace Emergency.Domain.Protection;

/// <summary>Child protection (儿童保护个案; kind "protection", key = the child): opened → assessed → planned → services and follow-ups → closed, approved by another than who asked; reopened with a reason. One child has one case at a time. Of two committees the giver is responsible until the other has accepted. What was found and said is sealed under the child's key. 未保法 11, 43, 92; who decides are the child supervisor (儿童督导员) and civil affairs.</summary>
/// <param name="Community">Whose child director is responsible now.</param>
/// <param name="Level">Of risk, by the table's code.</param>
/// <param name="Member">Who has the case in hand there.</param>
/// <param name="Followed">The day of the last follow-up.</param>
/// <param name="Closing">Asked for and not answered.</param>
/// <param name="Offered">To which community a transfer is offered and not answered.</param>
/// <param name="Owed">What is to be done, each by a day.</param>
/// <param name="Due">When the next of it is told to somebody.</param>
public sealed partial record ProtectionCase(
    ProtectionStage Stage,
    PersonId? Person,
    string Community,
    string? Level,
    MemberId? Member,
    DateOnly? Followed,
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

    /// <summary>What opened it, or was reported since: of one cause there is one.</summary>
    public ListOf<string> Causes { get; init; } = [];

    /// <summary>Who read it last, so that one who reads it all day stands there once.</summary>
    public ProtectionReader? LastRead { get; init; }

    /// <summary>Whether somebody follows it now.</summary>
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

/// <summary>From where a case comes: 手工 · 临时照料 · 未保法 11 报告 · 探访发现.</summary>
public enum ProtectionSource
{
    Hand,
    Care,
    Report,
    Visit,
}

/// <summary>What is owed: 评估 方案 回访 服务 转介的回音 转案的答复 结案的审批.</summary>
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

/// <summary>Something to be done. <paramref name="No"/>: of which service or referral; 0 of what there is one of. <paramref name="Level"/>: 1 due at who has it in hand, 2 late at the supervisor's, 3 at civil affairs'.</summary>
public sealed record OwedStep(ProtectionStep Step, int No, DateOnly Before, int Level = 0);

/// <param name="Who">Who gives it, sealed.</param>
/// <param name="Given">Null while it is open; false: it came to nothing.</param>
public sealed record ProtectionService(int No, string Kind, Sealed Who, DateOnly Until, bool? Given = null);

/// <param name="Kind">To whom, by the table's code.</param>
/// <param name="Taken">What was answered; null while nothing was.</param>
public sealed record Referral(int No, string Kind, bool? Taken = null);

/// <param name="Reason">By the table's code.</param>
public sealed record AskedClosing(string Reason, By By);

public sealed record ProtectionReader(AccountId Account, DateOnly Day);

/// <summary>A service of a new plan.</summary>
public sealed record NewService(string Kind, Sealed Who, DateOnly Until);

public abstract record ProtectionCommand : Command;

/// <param name="Cause">What it comes from, so that the same opens it once.</param>
/// <param name="Told">Why, sealed under the child's key.</param>
/// <param name="Days">How long there is to assess it; of one that is open, to look.</param>
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

/// <param name="Level">Of risk, and how long there is to the first follow-up and to the plan.</param>
public sealed record AssessProtection(string Level, int FirstDays, int PlanDays, Sealed Told, By By, DateTimeOffset At) : ProtectionCommand;

/// <summary>A plan, or another one: what was given stays, what was open is replaced.</summary>
public sealed record PlanProtection(Sealed Goals, ListOf<NewService> Services, By By, DateTimeOffset At) : ProtectionCommand;

public sealed record SettleService(int No, bool Given, Sealed? Told, By By, DateTimeOffset At) : ProtectionCommand;

/// <param name="Next">The day by which somebody looks again.</param>
public sealed record FollowUp(FollowUpMeans Means, Sealed Told, DateTimeOffset SeenAt, DateOnly Next, By By, DateTimeOffset At)
    : ProtectionCommand;

public sealed record NoteProtection(Sealed Told, By By, DateTimeOffset At) : ProtectionCommand;

/// <param name="Member">Who has the case in hand from now on.</param>
public sealed record AssignProtection(MemberId Member, By By, DateTimeOffset At) : ProtectionCommand;

/// <param name="Days">How long the other committee has to answer.</param>
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

/// <summary>Who reads a case stands in it.</summary>
public sealed record ReadProtection(By By, DateTimeOffset At) : ProtectionCommand;

/// <summary>The child was erased from the register: nothing can be read any more.</summary>
public sealed record EraseProtection(DateTimeOffset At) : ProtectionCommand;
