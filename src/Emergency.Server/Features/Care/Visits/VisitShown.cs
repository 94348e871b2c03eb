using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Visits;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Visits;

/// <summary>The asker's visits now, in the order of the walk: late ones first, then extra visits, then by door.</summary>
/// <param name="Due">Number of visits due.</param>
/// <param name="Month">Figures of the asker's own doors this month.</param>
/// <param name="Coming">The first day after today with a visit due; null where none is known.</param>
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

/// <summary>A door of the walk.</summary>
/// <param name="Name">Masked; for lay people only the form of address.</param>
/// <param name="Next">The day it is due by the interval; null where only an extra visit is requested.</param>
/// <param name="LateDays">Days since that day.</param>
/// <param name="Level">1 at the visitor's, 2 the secretary's, 3 the street's.</param>
/// <param name="Rhythm">The interval by which it is visited; null for an asker who cannot see kinds.</param>
/// <param name="Questions">Questions to ask.</param>
/// <param name="Mine">True when somebody handed it to the asker.</param>
/// <param name="Dial">Numbers to ring, in this order; none for lay people.</param>
/// <param name="Withheld">True for a minor whose numbers are hidden. They are shown after an approval, or on the visit's
/// day to its visitor.</param>
/// <param name="At">Point of the door. The owner of a phone can let it compare its own position with it; the position
/// never leaves the phone. None for lay people.</param>
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

/// <summary>Card of a person: result of the last visit, numbers to call, questions.</summary>
/// <param name="AccessId">Id of the record of this access.</param>
/// <param name="Paused">Reason for which visits rest; null while they go on.</param>
/// <param name="Planned">False where nobody has planned a visit yet, or the clinic visits.</param>
/// <param name="Asks">Visitors' open wishes; none for an asker to whom the door was handed.</param>
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

/// <summary>A visitor's wish that the addressee has not looked at. <paramref name="At"/>: time of its last repetition.</summary>
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

/// <summary>An event of a visit. Parts that the asker cannot see are null.</summary>
/// <param name="What">The stored name of the event.</param>
/// <param name="SeenAt">Time by the visitor's phone.</param>
/// <param name="Who">Name of the acting person, masked.</param>
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
    /// <summary>打过电话: true when dialled from the form.</summary>
    public bool ByCall { get; init; }
}

internal sealed record VisitAnswerShown(string Question, string Answer);

internal sealed record VisitHistoryShown(string AccessId, PersonId PersonId, IReadOnlyList<VisitEntry> Items, long Position);

/// <param name="Gone">True when the person lives here no longer: the act stands in the history and changes no plan.</param>
internal sealed record VisitRecorded(PersonId PersonId, bool Gone, long Position);

/// <param name="Meant">Number of persons whose machines need power.</param>
internal sealed record PowerCutAsked(int Meant, long Position);

/// <summary>A community's month.</summary>
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

/// <param name="Days">Days of the month with a visit made or due.</param>
internal sealed record VisitGrid(string Grid, VisitCounts Counts, IReadOnlyList<VisitDay> Days);

internal sealed record VisitDay(DateOnly Day, int Met, int Missed, int Open);

/// <summary>A visit that was not made in time, and the reason. <paramref name="Name"/> is masked.</summary>
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

/// <summary>Part of today's walk: of a member to whom it was handed, else of a role in a grid.</summary>
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

/// <summary>The table of visits: intervals, questions, reasons, and triggers of extra visits. Pages hold the words for the codes.</summary>
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
