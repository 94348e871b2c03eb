namespace Emergency.Domain.Entrusting;

/// <summary>Entrusted care (委托照护; kind "entrustment", key = community and person) of one child: checked at its start, each term, on any
/// sign and at its end; a carer who fails is urged, department and parents are informed in writing; suspected harm is reported at once,
/// before and beside all of these (未保法 11, 22, 23, 43; Hunan 14(1)). Observations and all words are sealed; a report is never withdrawn,
/// only added to.</summary>
/// <param name="From">First day of the written entrustment; null where there is none.</param>
/// <param name="To">Last day of the written entrustment.</param>
/// <param name="Next">Check that is due or comes next.</param>
/// <param name="CheckedAt">Time at which the child was seen at the last check.</param>
/// <param name="LateLevel">Level of lateness: 1 due, 2 late and referred to the child director, 3 to the secretary, 4 to the
/// street.</param>
/// <param name="Due">Time at which the next level is reached.</param>
/// <param name="Signs">Causes of a check since the last one; each cause is listed once.</param>
/// <param name="Letters">Letters that must still be sent or answered.</param>
public sealed partial record Entrustment(
    EntrustmentStage Stage,
    PersonId? Person,
    string Community,
    DateOnly? From,
    DateOnly? To,
    PlannedCheck? Next,
    DateTimeOffset? CheckedAt,
    int LateLevel,
    DateTimeOffset? Due,
    ListOf<string> Signs,
    ListOf<Letter> Letters,
    ListOf<HarmReportId> Reports
)
{
    public static readonly Code Unknown = new("entrustment.unknown"),
        Over = new("entrustment.over"),
        Future = new("entrustment.future"),
        NotSent = new("entrustment.not-sent"),
        UnknownReport = new("entrustment.unknown-report");
    public static readonly Entrustment None = new(EntrustmentStage.None, null, "", null, null, null, null, 0, null, [], [], []);

    /// <summary>Day of the last check.</summary>
    public DateOnly? Checked => CheckedAt is { } at ? Shanghai.Day(at) : null;

    /// <summary>Report that was asked for and is not made yet; its level is 0, then 1 when referred to the secretary, 2 to the
    /// street.</summary>
    public AskedReport? Asked { get; init; }
}

public enum EntrustmentStage
{
    None,
    Running,
    Ended,
}

/// <summary>开始 每学期 有迹象 到期 再看一次.</summary>
public enum CheckReason
{
    Start,
    Term,
    Sign,
    End,
    Again,
}

/// <summary>A person's judgement: 行 吃力 不行.</summary>
public enum CheckJudgement
{
    Good,
    Strained,
    Failing,
}

/// <summary>照护人 部门 父母 学校.</summary>
public enum LetterTo
{
    Carer,
    Department,
    Parents,
    School,
}

/// <summary>当面给 送达 短信和电话 邮寄.</summary>
public enum LetterWay
{
    Handed,
    Delivered,
    Phoned,
    Posted,
}

/// <summary>公安 民政 教育.</summary>
public enum ReportTo
{
    Police,
    CivilAffairs,
    Education,
}

public enum EntrustmentEnd
{
    Left,
    Erased,
    OfAge,
    NoCarer,
}

/// <param name="Day">First day on which it is due.</param>
/// <param name="Before">Day by which it must be made; fixed at the end of an entrustment.</param>
/// <param name="Term">Code of the school term.</param>
public sealed record PlannedCheck(CheckReason Reason, DateOnly Day, DateOnly Before, string? Term = null);

/// <summary>Letter that must still be sent, or was sent and waits for an answer. <paramref name="Level"/>: 1 late and referred to the child
/// director, 2 to the secretary, 3 to the street.</summary>
public sealed record Letter(LetterTo To, bool Sent, DateTimeOffset Before, int Level = 0);

/// <summary>Letter that follows from a check. <paramref name="Before"/>: time by which it must be sent.</summary>
public sealed record OwedLetter(LetterTo To, DateTimeOffset Before);

/// <param name="Since">Time at which it was asked for.</param>
public sealed record AskedReport(string Cause, DateTimeOffset Since, DateTimeOffset? Due, int Level = 0);

public abstract record EntrustmentCommand : Command;

/// <summary>Plans the checks by the register's present entry; also for a child whom somebody cares for without a written
/// entrustment.</summary>
public sealed record PlanEntrustment(PersonId Person, string Community, DateOnly? From, DateOnly? To, DateTimeOffset At)
    : EntrustmentCommand;

/// <param name="Cause">Cause of the check; a second request for the same cause is not listed again.</param>
/// <param name="Harm">True when harm is suspected: a report is owed at once.</param>
public sealed record AskCheck(PersonId Person, string Community, string Cause, bool Harm, By? By, DateTimeOffset At) : EntrustmentCommand;

/// <param name="Told">Answers to the facts and a note, sealed under the child's key.</param>
/// <param name="Letters">Letters owed by the table, each with the time by which it must be sent.</param>
public sealed record MakeCheck(
    PersonId Person,
    string Community,
    CheckJudgement Judgement,
    Sealed Told,
    ListOf<OwedLetter> Letters,
    DateTimeOffset SeenAt,
    By By,
    DateTimeOffset At
) : EntrustmentCommand;

/// <param name="ReplyBefore">Time by which an answer is expected, by the table.</param>
/// <param name="Words">Letter as it was sent, sealed under the child's key.</param>
/// <param name="Proof">Picture or paper: the signed copy, a receipt.</param>
public sealed record SendLetter(
    PersonId Person,
    string Community,
    LetterTo To,
    LetterWay Way,
    Sealed Words,
    AttachmentId? Proof,
    DateTimeOffset ReplyBefore,
    By By,
    DateTimeOffset At
) : EntrustmentCommand;

public sealed record AnswerLetter(LetterTo To, Sealed Answer, AttachmentId? Proof, By By, DateTimeOffset At) : EntrustmentCommand;

/// <summary>Reports suspected harm (未保法 11).</summary>
/// <param name="PoliceFirst">True when 110 was dialled before.</param>
public sealed record MakeReport(
    PersonId Person,
    string Community,
    HarmReportId Report,
    bool PoliceFirst,
    Sealed Told,
    ListOf<ReportTo> To,
    By By,
    DateTimeOffset At
) : EntrustmentCommand;

public sealed record AddToReport(HarmReportId Report, Sealed Told, By By, DateTimeOffset At) : EntrustmentCommand;

/// <summary>父母每周联系 (未保法 23): notes whether parents and child spoke in the week of a day.</summary>
public sealed record NoteContact(PersonId Person, string Community, DateOnly Day, bool Spoke, By By, DateTimeOffset At)
    : EntrustmentCommand;

public sealed record EndEntrustment(EntrustmentEnd Why, DateTimeOffset At) : EntrustmentCommand;

public abstract record EntrustmentEvent : Event;

/// <summary>Event that changes the next check.</summary>
public abstract record CheckTimed(PlannedCheck? Next, DateTimeOffset? Due) : EntrustmentEvent, ISetsDue
{
    public string DueOf => "check";
}

/// <summary>Event that changes the earliest due time of the letters.</summary>
public abstract record LetterTimed(DateTimeOffset? Due) : EntrustmentEvent, ISetsDue
{
    public string DueOf => "letter";
}

/// <summary>Event that changes the due time of an owed report.</summary>
public abstract record ReportTimed(DateTimeOffset? Due) : EntrustmentEvent, ISetsDue
{
    public string DueOf => "report";
}

[Stored("entrustment.planned.v1")]
public sealed record EntrustmentPlanned(
    PersonId Person,
    string Community,
    DateOnly? From,
    DateOnly? To,
    PlannedCheck? Next,
    DateTimeOffset? Due,
    DateTimeOffset At
) : CheckTimed(Next, Due);

[Stored("entrustment.check-asked.v1")]
public sealed record CheckAsked(string Cause, PlannedCheck? Next, DateTimeOffset? Due, By? By, DateTimeOffset At) : CheckTimed(Next, Due);

/// <param name="Reason">Reason of the check that it settles; null where none was due.</param>
[Stored("entrustment.checked.v1")]
public sealed record CheckMade(
    CheckJudgement Judgement,
    Sealed Told,
    DateTimeOffset SeenAt,
    CheckReason? Reason,
    PlannedCheck? Next,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : CheckTimed(Next, Due);

[Stored("entrustment.check-late.v1")]
public sealed record CheckLate(int Level, PlannedCheck? Next, DateTimeOffset? Due, DateTimeOffset At) : CheckTimed(Next, Due);

/// <param name="Open">All letters that must now be sent or answered.</param>
[Stored("entrustment.letters-asked.v1")]
public sealed record LettersAsked(ListOf<Letter> Open, DateTimeOffset? Due, DateTimeOffset At) : LetterTimed(Due);

/// <param name="ReplyBefore">Time by which an answer is expected.</param>
[Stored("entrustment.letter-sent.v1")]
public sealed record LetterSent(
    LetterTo To,
    LetterWay Way,
    Sealed Words,
    AttachmentId? Proof,
    DateTimeOffset ReplyBefore,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : LetterTimed(Due);

[Stored("entrustment.letter-answered.v1")]
public sealed record LetterAnswered(LetterTo To, Sealed Answer, AttachmentId? Proof, DateTimeOffset? Due, By By, DateTimeOffset At)
    : LetterTimed(Due);

/// <param name="Sent">True when the answer is late; false: the letter itself.</param>
[Stored("entrustment.letter-late.v1")]
public sealed record LetterLate(LetterTo To, bool Sent, int Level, DateTimeOffset? Due, DateTimeOffset At) : LetterTimed(Due);

[Stored("entrustment.report-asked.v1")]
public sealed record HarmReportAsked(string Cause, DateTimeOffset? Due, By? By, DateTimeOffset At) : ReportTimed(Due);

[Stored("entrustment.report-late.v1")]
public sealed record HarmReportLate(int Level, DateTimeOffset? Due, DateTimeOffset At) : ReportTimed(Due);

[Stored("entrustment.reported.v1")]
public sealed record HarmReported(
    PersonId Person,
    string Community,
    HarmReportId Report,
    bool PoliceFirst,
    Sealed Told,
    ListOf<ReportTo> To,
    By By,
    DateTimeOffset At
) : ReportTimed((DateTimeOffset?)null);

[Stored("entrustment.report-added.v1")]
public sealed record HarmReportAdded(HarmReportId Report, Sealed Told, By By, DateTimeOffset At) : EntrustmentEvent;

[Stored("entrustment.contact-noted.v1")]
public sealed record ContactNoted(PersonId Person, string Community, DateOnly Day, bool Spoke, By By, DateTimeOffset At) : EntrustmentEvent;

[Stored("entrustment.ended.v1")]
public sealed record EntrustmentEnded(EntrustmentEnd Why, DateTimeOffset At) : EntrustmentEvent, ISetsDue
{
    public string DueOf => "check";
    public DateTimeOffset? Due => null;
}
