using Emergency.Domain.Communities;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.CrossFeature.Today;

/// <summary>今天: what is due, most urgent first; a line leaves when it is done.</summary>
/// <param name="First">先办: at most five.</param>
/// <param name="Others">等别人: somebody else has to answer.</param>
/// <param name="Week">What is due in the seven days after today.</param>
/// <param name="Ready">如果现在出事.</param>
internal sealed record TodayShown(
    string Division,
    string Name,
    DateOnly Day,
    IReadOnlyList<DueShown> First,
    IReadOnlyList<DueShown> Today,
    IReadOnlyList<DueShown> Others,
    IReadOnlyList<DueShown> Week,
    ReadyNow Ready,
    IReadOnlyList<ShiftKept> Watches,
    SpecialDay? Holiday,
    long Position
);

/// <summary>One line.</summary>
/// <param name="Kind">Under "today.kind" and "today.act" of the pages' words.</param>
/// <param name="PlaceName">Null where it is the division itself that was asked about.</param>
/// <param name="Days">Days past its day; 0: today; negative: days left; null: it has none.</param>
/// <param name="Link">Where the one act is done.</param>
/// <param name="Stake">Who or what comes to harm where it is left.</param>
internal sealed record DueShown(
    string Kind,
    string Place,
    string? PlaceName,
    DateOnly? On,
    DateTimeOffset? At,
    int? Days,
    int Number,
    string? What,
    string Link,
    Stake Stake
);

/// <summary>Whom one could call now, and who would have to be carried or needs oxygen: null for who may not count them.</summary>
/// <param name="Callable">Members of the teams who are neither on leave nor away.</param>
/// <param name="Members">All members.</param>
internal sealed record ReadyNow(int Callable, int Members, int? AtRisk, int? Carry, int? Oxygen);

/// <summary>Who keeps a shift of a community; nobody: a gap.</summary>
/// <param name="Now">It is the shift that runs.</param>
internal sealed record ShiftKept(string Place, string Name, DateOnly Day, Shift Shift, bool Now, IReadOnlyList<OnDuty> Turns);

/// <summary>日程: what is due when, with holidays.</summary>
/// <param name="UnknownYears">Years whose holidays are not announced yet: days in them may be moved.</param>
internal sealed record CalendarOfDuties(
    string Division,
    string Name,
    DateOnly From,
    DateOnly To,
    DateOnly Day,
    IReadOnlyList<CalendarDue> Items,
    IReadOnlyList<SpecialDay> Holidays,
    IReadOnlyList<int> UnknownYears,
    long Position
);

/// <summary>One thing on one day.</summary>
/// <param name="Sure">False where the holidays of its year are not announced: the day may be moved.</param>
/// <param name="Rhythm">It comes round by the schedule of duties, and nothing has to be done before.</param>
internal sealed record CalendarDue(
    string Kind,
    string Place,
    string? PlaceName,
    DateOnly On,
    DateTimeOffset? At,
    int Number,
    string? What,
    string? Link,
    bool Sure,
    bool Rhythm
);
