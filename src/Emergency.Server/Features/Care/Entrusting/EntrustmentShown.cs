using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Entrusting;

/// <summary>A community's entrusted children, those in trouble first, then by door.</summary>
/// <param name="Papers">Letters and notices to carers and parents that must be printed now.</param>
internal sealed record EntrustmentList(
    string Community,
    string Name,
    DateOnly Today,
    EntrustmentFigures Figures,
    int Papers,
    IReadOnlyList<EntrustmentRow> Items,
    long Position
);

/// <summary>A child, by door and age. A list never holds a child's name. <paramref name="Carer"/> is masked.</summary>
/// <param name="Level">1 due, 2 late at the child director's, 3 the secretary's, 4 the street's.</param>
/// <param name="LateDays">Days since the day by which the check was due.</param>
/// <param name="LeftDays">Days until that day.</param>
/// <param name="Report">True when a report of suspected harm is owed.</param>
/// <param name="LateAnswers">Receivers of reports who have not answered in time.</param>
/// <param name="Letters">Letters that must be sent or await an answer.</param>
internal sealed record EntrustmentRow(
    PersonId PersonId,
    string Community,
    DoorShown Door,
    int? Age,
    string? Carer,
    string? Relation,
    DateOnly? From,
    DateOnly? To,
    DateOnly? Notice,
    CheckReason? Reason,
    string? Term,
    DateOnly? Due,
    DateOnly? Before,
    int Level,
    int LateDays,
    int LeftDays,
    CheckJudgement? Judgement,
    DateOnly? Checked,
    bool Over,
    bool Report,
    int Reports,
    int LateAnswers,
    int Letters
);

/// <summary>Card of a child.</summary>
/// <param name="AccessId">Id of the record of this access.</param>
/// <param name="Facts">Facts as the last check found them.</param>
/// <param name="Withheld">True while the phone numbers are hidden. They are shown after an approval, or on the check's
/// day to the account that makes it.</param>
/// <param name="Weeks">父母每周联系, the last twelve weeks, oldest first.</param>
internal sealed record EntrustmentCard(
    string AccessId,
    EntrustmentRow Child,
    IReadOnlyList<FactShown> Facts,
    string? Note,
    DateTimeOffset? JudgedAt,
    string? JudgedBy,
    IReadOnlyList<LetterShown> Letters,
    IReadOnlyList<HarmReportShown> Reports,
    DateTimeOffset? ReportBefore,
    IReadOnlyList<WeekShown> Weeks,
    IReadOnlyList<EntrustmentEntry> History,
    IReadOnlyList<Dial> Dial,
    bool Withheld,
    long Position
);

internal sealed record FactShown(string Code, ListOf<string> Answers, ListOf<string> Worrying, string? Article, string? Answer);

/// <param name="Words">Text of the letter: as it was sent, else as the template has it now.</param>
/// <param name="Article">Article for the letter, or null. Its deadline is a local setting in any case (本地设定).</param>
internal sealed record LetterShown(
    LetterTo To,
    LetterStage? Stage,
    DateTimeOffset? Before,
    int Level,
    LetterWay? Way,
    DateTimeOffset? SentAt,
    DateTimeOffset? AnsweredAt,
    AttachmentId? Proof,
    string Words,
    string? Answer,
    AttachmentId? AnswerProof,
    int ReplyHours,
    string? Article
);

internal sealed record HarmReportShown(
    HarmReportId Id,
    DateTimeOffset At,
    bool PoliceFirst,
    ListOf<ReportTo> To,
    string? Seen,
    string? Where,
    string? Safe,
    string? Who,
    IReadOnlyList<HarmAddedShown> Added,
    IReadOnlyList<HarmReceiverShown> Receivers
);

/// <summary>Progress of one receiver of a report.</summary>
/// <param name="Before">Time until which the next answer is awaited; null once it was decided.</param>
/// <param name="Words">Words of the latest answer.</param>
/// <param name="Link">The link by which it answers without an account.</param>
internal sealed record HarmReceiverShown(
    ReportTo To,
    DateTimeOffset? Before,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? DecidedAt,
    HarmDecision? Decision,
    HarmAnsweredBy? Way,
    string? Words,
    AttachmentId? Proof,
    LinkStood? Link
);

/// <summary>The reports made to civil affairs, unanswered ones first.</summary>
internal sealed record HarmReports(IReadOnlyList<HarmReportRow> Items, long Position);

/// <summary>A report, by number and age. Neither the child's name nor any word of the report stands in a list.</summary>
/// <param name="No">报 2026-3F2A.</param>
internal sealed record HarmReportRow(
    HarmReportId Id,
    string No,
    string Community,
    string Name,
    int? Age,
    DateTimeOffset At,
    bool PoliceFirst,
    DateTimeOffset? Before,
    DateTimeOffset? ReceivedAt,
    HarmDecision? Decision
);

/// <summary>A report as civil affairs open it: the child's door and the signs seen.</summary>
/// <param name="AccessId">Id of the record of this access.</param>
internal sealed record HarmReportCard(string AccessId, HarmReportRow Row, DoorShown? Door, HarmReportShown? Report, long Position);

internal sealed record HarmAddedShown(DateTimeOffset At, string? Text);

/// <param name="Spoke">Null where nobody has noted it.</param>
internal sealed record WeekShown(DateOnly Monday, bool? Spoke);

/// <summary>A past event. <paramref name="What"/>: the stored name of the event; <paramref name="Who"/>: masked.</summary>
internal sealed record EntrustmentEntry(
    DateTimeOffset At,
    string What,
    DateTimeOffset? SeenAt,
    CheckReason? Reason,
    CheckJudgement? Judgement,
    LetterTo? To,
    int? Level,
    string? Note,
    string? Role,
    string? Who
);

/// <param name="ReportId">Id of a new report of suspected harm.</param>
internal sealed record EntrustmentRecorded(PersonId PersonId, long Position, HarmReportId? ReportId = null);

/// <summary>A street's communities in figures, and by door only checks seven days late and owed reports.</summary>
/// <param name="Papers">Letters and notices to carers and parents that must be printed now, in all of them.</param>
internal sealed record StreetEntrustments(
    string Street,
    int Papers,
    IReadOnlyList<StreetEntrusted> Items,
    IReadOnlyList<EntrustmentRow> Late,
    long Position
);

internal sealed record StreetEntrusted(string Community, string Name, EntrustmentFigures Figures);

/// <summary>Terms, facts and letters as data. Pages hold the words for the codes.</summary>
internal sealed record CheckTableShown(
    int StartDays,
    int SignDays,
    int AgainDays,
    string Source,
    ListOf<SchoolTerm> Terms,
    IReadOnlyList<FactShown> Facts,
    ListOf<LetterRule> Letters
)
{
    public static CheckTableShown Of(CheckTable table) =>
        new(
            table.StartDays,
            table.SignDays,
            table.AgainDays,
            table.Source,
            table.Terms,
            [.. table.Facts.Select(fact => new FactShown(fact.Code, fact.Answers, fact.Worrying, fact.Article, null))],
            table.Letters
        );
}
