using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Server.Features.ByLink;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Entrusting;

/// <summary>One community's entrusted children: who is in trouble first, then by door.</summary>
/// <param name="Papers">Letters and notices to carers and parents that are to be printed now.</param>
internal sealed record EntrustmentList(
    string Community,
    string Name,
    DateOnly Today,
    EntrustmentFigures Figures,
    int Papers,
    IReadOnlyList<EntrustmentRow> Items,
    long Position
);

/// <summary>One child, by door and age; no name of a child stands in a list. <paramref name="Carer"/> is masked.</summary>
/// <param name="Level">1 due, 2 late at the child director's, 3 the secretary's, 4 the street's.</param>
/// <param name="LateDays">How long after the day by which it was to be made.</param>
/// <param name="LeftDays">Until that day.</param>
/// <param name="Report">A report of suspected harm is owed.</param>
/// <param name="LateAnswers">Receivers of reports who have not answered in time.</param>
/// <param name="Letters">That are to be sent or wait for an answer.</param>
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

/// <summary>One child's card.</summary>
/// <param name="AccessId">The record of this reading.</param>
/// <param name="Facts">As the last check found them.</param>
/// <param name="Withheld">The numbers are told after an approval, or to whose check it is on its day.</param>
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

/// <param name="Words">The letter: as it was sent, else as the template has it now.</param>
/// <param name="Article">Null: the clock is a local setting all the same (本地设定).</param>
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

/// <summary>How far one receiver of a report is.</summary>
/// <param name="Before">Until when the next answer is waited for; null once it was decided.</param>
/// <param name="Words">What was said last.</param>
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

/// <summary>The reports that were made to civil affairs, those that wait for an answer first.</summary>
internal sealed record HarmReports(IReadOnlyList<HarmReportRow> Items, long Position);

/// <summary>One report, by number and age; no name and no word of it stands in a list.</summary>
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

/// <summary>One report as civil affairs open it: where the child is and what was seen.</summary>
/// <param name="AccessId">The record of this reading.</param>
internal sealed record HarmReportCard(string AccessId, HarmReportRow Row, DoorShown? Door, HarmReportShown? Report, long Position);

internal sealed record HarmAddedShown(DateTimeOffset At, string? Text);

/// <param name="Spoke">Null where nobody has noted it.</param>
internal sealed record WeekShown(DateOnly Monday, bool? Spoke);

/// <summary>One thing that happened. <paramref name="What"/>: the stored name of the event; <paramref name="Who"/>: masked.</summary>
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

/// <param name="ReportId">Of the report that was made.</param>
internal sealed record EntrustmentRecorded(PersonId PersonId, long Position, HarmReportId? ReportId = null);

/// <summary>A street's communities in figures, and by door only what is seven days late or a report that is owed.</summary>
/// <param name="Papers">Letters and notices to carers and parents that are to be printed now, in all of them.</param>
internal sealed record StreetEntrustments(
    string Street,
    int Papers,
    IReadOnlyList<StreetEntrusted> Items,
    IReadOnlyList<EntrustmentRow> Late,
    long Position
);

internal sealed record StreetEntrusted(string Community, string Name, EntrustmentFigures Figures);

/// <summary>Terms, facts and letters as data. Words for the codes are the pages'.</summary>
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
