using Emergency.Domain.Drills;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>今天: due work, most urgent first; a line disappears when it is done.</summary>
/// <param name="First">先办: at most five.</param>
/// <param name="Others">等别人: matters that somebody else must answer.</param>
/// <param name="Week">Work due in the seven days after today.</param>
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

/// <summary>A line of 今天.</summary>
/// <param name="Kind">Code under "today.kind" and "today.act" of the pages' words.</param>
/// <param name="PlaceName">Null where it is the requested division itself.</param>
/// <param name="Days">Days past its day; 0: today; negative: days left; null: it has none.</param>
/// <param name="Link">Address at which the work is done.</param>
/// <param name="Stake">The people or things that come to harm where it is left undone.</param>
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

/// <summary>People who could be called now, and people who would have to be carried or need oxygen: null for an asker who may not count them.</summary>
/// <param name="Callable">Members of the teams who are neither on leave nor away.</param>
/// <param name="Members">All members.</param>
internal sealed record ReadyNow(int Callable, int Members, int? AtRisk, int? Carry, int? Oxygen);

/// <summary>The people on a shift of a community; none: a gap.</summary>
/// <param name="Now">True when it is the running shift.</param>
internal sealed record ShiftKept(string Place, string Name, DateOnly Day, Shift Shift, bool Now, IReadOnlyList<OnDuty> Turns);

/// <summary>日程: due work by day, with holidays.</summary>
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

/// <summary>A thing due on one day.</summary>
/// <param name="Sure">False where the holidays of its year are not announced: the day may be moved.</param>
/// <param name="Rhythm">True when it is a recurring duty by the schedule, with nothing to do before.</param>
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
