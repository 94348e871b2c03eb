using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Visiting;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Visits;

/// <summary>Whom the asker visits now, in the order of the walk: what is late first, then what was asked for besides, then by door.</summary>
/// <param name="Due">How many are due.</param>
/// <param name="Month">Of the asker's own doors this month.</param>
/// <param name="Coming">The first day after today on which one of them is due; null where none is known.</param>
internal sealed record VisitsToday(
    DateOnly Today,
    int Due,
    VisitCounts Month,
    DateOnly? Coming,
    IReadOnlyList<VisitDue> Items,
    long Position
);

/// <summary>The same day in figures. <paramref name="Late"/> are among <paramref name="Due"/>.</summary>
internal sealed record VisitsCounted(int Due, int Late, DateOnly? Coming, long Position);

internal sealed record VisitsRung(IReadOnlyList<CalledShown> Items, long Position);

/// <summary>应探 = 见到 + 没见到 + 没到期.</summary>
internal sealed record VisitCounts(int Expected, int Met, int Missed, int Open);

/// <summary>One door of the walk.</summary>
/// <param name="Name">Masked; for lay people only how one speaks to the person.</param>
/// <param name="Next">The day it is due by the interval; null where only something else asks for it.</param>
/// <param name="LateDays">How long after that day it is.</param>
/// <param name="Level">1 at the visitor's, 2 the secretary has it, 3 the street.</param>
/// <param name="Rhythm">The interval it is visited by; null for who may not know kinds.</param>
/// <param name="Questions">The questions that are asked.</param>
/// <param name="Mine">Handed to the asker by somebody.</param>
/// <param name="Dial">Whom one rings, the first first; nobody for lay people.</param>
/// <param name="Withheld">A minor, whose numbers are told after an approval, or to whose visit it is on its day.</param>
/// <param name="At">Where the door is: a phone whose owner wants it compares its own place with it and tells no place. None for lay people.</param>
internal sealed record VisitDue(
    PersonId PersonId,
    string Community,
    string Name,
    bool Minor,
    DoorShown Door,
    ListOf<string> Needs,
    DateOnly? Next,
    int LateDays,
    int Level,
    string? Rhythm,
    string Questions,
    IReadOnlyList<ExtraShown> Extras,
    MissReason? Missed,
    DateTimeOffset? Again,
    bool Mine,
    DateOnly? Seen,
    bool? AsUsual,
    DateOnly? Clinic,
    IReadOnlyList<Dial> Dial,
    GeoPoint? At,
    bool Withheld
);

internal sealed record ExtraShown(VisitTrigger Trigger, DateTimeOffset Before, bool Late)
{
    public static IReadOnlyList<ExtraShown> Of(VisitKnown visit) =>
        [.. visit.Extras.OrderBy(extra => extra.Before).Select(extra => new ExtraShown(extra.Trigger, extra.Before, extra.Late))];
}

/// <summary>One person's card: what came of the last visit, whom to call, what to ask.</summary>
/// <param name="AccessId">The record of this reading.</param>
/// <param name="Paused">Why it rests; null while it goes on.</param>
/// <param name="Planned">False where nobody has planned a visit yet, or the clinic visits.</param>
/// <param name="Asks">None for whom it was handed to.</param>
internal sealed record VisitCard(
    string AccessId,
    VisitDue Visit,
    bool Planned,
    int Every,
    RestReason? Paused,
    MemberId? Hand,
    IReadOnlyList<QuestionShown> Questions,
    VisitEntry? Last,
    IReadOnlyList<VisitAskShown> Asks,
    long Position
);

/// <summary>What a visitor asked of somebody who has not looked at it. <paramref name="At"/>: when it was asked last.</summary>
internal sealed record VisitAskShown(VisitFollow Follow, DateTimeOffset Since, DateTimeOffset At)
{
    public static IReadOnlyList<VisitAskShown> Of(VisitKnown visit) =>
        [.. (visit.Aside?.Asks ?? []).OrderBy(one => one.Since).Select(one => new VisitAskShown(one.Follow, one.Since, one.At))];
}

internal sealed record QuestionShown(
    string Code,
    ListOf<string> Answers,
    ListOf<string> Worrying,
    ListOf<VisitFollow> Follows,
    string? Article
)
{
    public static IReadOnlyList<QuestionShown> Of(QuestionSet set) =>
        [.. set.Items.Select(item => new QuestionShown(item.Code, item.Answers, item.Worrying, item.Follows, item.Article))];
}

/// <summary>One thing that happened. What the asker may not read of it is null.</summary>
/// <param name="What">The stored name of the event.</param>
/// <param name="SeenAt">By the visitor's phone.</param>
/// <param name="Who">The name of who did it, masked.</param>
internal sealed record VisitEntry(
    long Position,
    DateTimeOffset At,
    string What,
    DateTimeOffset? SeenAt,
    VisitMeans? Means,
    bool? AsUsual,
    IReadOnlyList<string>? Reasons,
    IReadOnlyList<VisitAnswerShown>? Answers,
    IReadOnlyList<VisitFollow>? Follows,
    string? Note,
    bool Afterwards,
    bool NearDoor,
    bool? PoliceFirst,
    MissReason? Missed,
    DateTimeOffset? Again,
    VisitTrigger? Trigger,
    RestReason? Paused,
    DateOnly? Next,
    string? Role,
    string? Who
)
{
    /// <summary>打过电话: dialled from the form.</summary>
    public bool ByCall { get; init; }
}

internal sealed record VisitAnswerShown(string Question, string Answer);

internal sealed record VisitHistoryShown(string AccessId, PersonId PersonId, IReadOnlyList<VisitEntry> Items, long Position);

/// <param name="Gone">The person lives here no longer: it stands in the history and changes no plan.</param>
internal sealed record VisitRecorded(PersonId PersonId, bool Gone, long Position);

/// <param name="Meant">Whose machines need power.</param>
internal sealed record PowerCutAsked(int Meant, long Position);

/// <summary>One community's month.</summary>
internal sealed record VisitMonth(
    string Community,
    string Name,
    DateOnly From,
    DateOnly To,
    DateOnly Today,
    VisitCounts Counts,
    IReadOnlyList<VisitGrid> Grids,
    IReadOnlyList<VisitMissedShown> Missed,
    IReadOnlyList<VisitWalk> Walks,
    IReadOnlyList<ExtraCount> Extras,
    IReadOnlyList<RhythmInUse> Rhythms,
    IReadOnlyList<ClinicShown> Clinic,
    int Paused,
    int Unplanned,
    long Position
);

/// <param name="Days">Those of the month on which something was or is due.</param>
internal sealed record VisitGrid(string Grid, VisitCounts Counts, IReadOnlyList<VisitDay> Days);

internal sealed record VisitDay(DateOnly Day, int Met, int Missed, int Open);

/// <summary>A visit that was not made in time, and why. <paramref name="Name"/> is masked.</summary>
internal sealed record VisitMissedShown(
    PersonId PersonId,
    string Name,
    DoorShown Door,
    DateOnly Next,
    int LateDays,
    int Level,
    MissReason? Reason,
    DateTimeOffset? TriedAt,
    DateTimeOffset? Again,
    MemberId? Hand
);

/// <summary>Whose walk how much of today is: of a member it was handed to, else of a role in a grid.</summary>
internal sealed record VisitWalk(MemberId? Member, Role? Role, string? Grid, int Due, int Done);

internal sealed record ExtraCount(VisitTrigger Trigger, DateTimeOffset Before, int Persons, int Late);

/// <param name="Article">Null: a local setting (本地设定).</param>
internal sealed record RhythmInUse(string Code, int Days, int Persons, string? Article, string Source);

internal sealed record ClinicShown(PersonId PersonId, DoorShown Door, DateOnly? Next);

/// <summary>A street's communities in figures, and the doors that are seven days late.</summary>
internal sealed record StreetVisits(string Street, IReadOnlyList<StreetCommunity> Items, IReadOnlyList<StreetLate> Late, long Position);

internal sealed record StreetCommunity(string Community, string Name, VisitCounts Counts, VisitFigures Figures);

internal sealed record StreetLate(
    string Community,
    PersonId PersonId,
    DoorShown Door,
    DateOnly Next,
    int LateDays,
    MissReason? Reason,
    DateTimeOffset? Again
);

/// <summary>The table of visits: intervals, questions, reasons, and what asks for a visit besides. Words for the codes are the pages'.</summary>
internal sealed record VisitTableShown(
    IReadOnlyList<RhythmShown> Rhythms,
    IReadOnlyList<QuestionSetShown> Questions,
    IReadOnlyList<ReasonShown> Reasons,
    IReadOnlyList<TriggerShown> Triggers
)
{
    public static VisitTableShown Of(VisitTable table) =>
        new(
            [
                .. table.Rhythms.Select(row => new RhythmShown(
                    row.Code,
                    row.Days,
                    row.Who,
                    row.Clinic,
                    row.Months,
                    row.Questions,
                    row.Article,
                    row.Source
                )),
            ],
            [.. table.Questions.Select(set => new QuestionSetShown(set.Code, QuestionShown.Of(set)))],
            [.. table.Reasons.Select(reason => new ReasonShown(reason.Code, reason.Follows))],
            [.. table.Triggers.Select(row => new TriggerShown(row.Trigger, row.Hours, row.Article, row.Source))]
        );
}

/// <param name="Article">Null: a local setting (本地设定).</param>
internal sealed record RhythmShown(
    string Code,
    int Days,
    ListOf<Role> Who,
    bool Clinic,
    ListOf<int> Months,
    string Questions,
    string? Article,
    string Source
);

internal sealed record QuestionSetShown(string Code, IReadOnlyList<QuestionShown> Items);

internal sealed record ReasonShown(string Code, ListOf<VisitFollow> Follows);

internal sealed record TriggerShown(VisitTrigger Trigger, int Hours, string? Article, string Source);
