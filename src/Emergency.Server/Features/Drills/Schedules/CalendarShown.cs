using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Regulations;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>The drills of one's places over some weeks, with what stands against them and what is missing.</summary>
/// <param name="From">The first day, in Asia/Shanghai.</param>
/// <param name="To">The last day.</param>
/// <param name="Days">Days that are not what their weekday says.</param>
/// <param name="Unannounced">Years of the range whose holidays are not announced yet: only weekends are known.</param>
/// <param name="Entries">In the order of their beginnings; at most 2,000.</param>
/// <param name="Wanted">Communities of which no drill is recorded within the interval, or whose interval ends within 60 days, and none is planned: the longest ago first, at most 50.</param>
/// <param name="WantedCount">How many there are altogether.</param>
internal sealed record CalendarShown(
    DateOnly From,
    DateOnly To,
    DateOnly Today,
    IReadOnlyList<SpecialDay> Days,
    IReadOnlyList<int> Unannounced,
    IReadOnlyList<CalendarEntry> Entries,
    IReadOnlyList<ConflictShown> Conflicts,
    IReadOnlyList<DrillWanted> Wanted,
    int WantedCount,
    long Position
);

/// <summary>One drill in the calendar.</summary>
/// <param name="Key">Of this entry; conflicts name it.</param>
/// <param name="Schedule">The plan it comes from; left out where it is a drill already.</param>
/// <param name="Drill">The drill; left out while it is only planned.</param>
/// <param name="Until">When it ended; of one that has not, when it is to end, or now where it runs beyond that.</param>
/// <param name="Stage">none while it is only planned.</param>
/// <param name="Movable">It is the plan's next and can be put on another date, by who leads it; others see it and propose one.</param>
/// <param name="Leads">Whether the asker may move it.</param>
/// <param name="People">How many team members take part.</param>
/// <param name="Improvements">Items that its evaluation has found.</param>
internal sealed record CalendarEntry(
    string Key,
    ScheduleId? Schedule,
    DrillId? Drill,
    string Title,
    DrillForm Form,
    IReadOnlyList<string> Communities,
    DateTimeOffset At,
    DateTimeOffset Until,
    int Minutes,
    bool Announced,
    DrillStage Stage,
    bool Movable,
    bool Leads,
    int People,
    int Improvements
)
{
    /// <summary>True where it takes place between two instants; what ends at the first of them does not.</summary>
    public bool IsWithin(DateTimeOffset begins, DateTimeOffset ends) => At < ends && (At >= begins || Until > begins);
}

/// <summary>What stands against a date.</summary>
/// <param name="Of">The entry that had better move.</param>
/// <param name="With">The one that stays; left out where a day is against it.</param>
/// <param name="Communities">Those that both ask for.</param>
/// <param name="People">How many team members both ask for.</param>
/// <param name="Minutes">How long both take place.</param>
/// <param name="Holiday">The holiday's name.</param>
/// <param name="Schedule">The plan that can be moved out of the way; left out where none can.</param>
/// <param name="MoveTo">The next free working day at its hour.</param>
internal sealed record ConflictShown(
    ConflictKind Kind,
    DateTimeOffset At,
    string Of,
    string? With,
    IReadOnlyList<string> Communities,
    int People,
    int Minutes,
    string? Holiday,
    ScheduleId? Schedule,
    DateTimeOffset? MoveTo
)
{
    internal static ConflictShown Said(Conflict one, DateTimeOffset at, ScheduleId? schedule = null, DateTimeOffset? moveTo = null) =>
        new(one.Kind, at, one.Of, one.With, one.Communities, one.People, (int)one.Overlap.TotalMinutes, one.Holiday, schedule, moveTo);
}

/// <summary>A community in which a drill should be planned.</summary>
/// <param name="Last">The day of its last one; left out where none is recorded.</param>
/// <param name="Days">How many are left of the interval; negative where it is over, left out where none is recorded.</param>
/// <param name="Interval">In days.</param>
/// <param name="Local">The interval is a local setting, not law.</param>
internal sealed record DrillWanted(string Community, DateOnly? Last, int? Days, Article Article, int Interval, bool Local);

/// <summary>A date that is tried out: nothing is written.</summary>
/// <param name="Communities">12 digits each, 1 to 300.</param>
/// <param name="Date">When it would begin.</param>
/// <param name="Minutes">5 to 1,440.</param>
/// <param name="Schedule">The plan that would be moved or changed; left out where it is a new one.</param>
internal sealed record DateTried(ListOf<string>? Communities, string? Scenario, DateTimeOffset? Date, int? Minutes, Guid? Schedule);

/// <summary>What would stand against a date.</summary>
/// <param name="Free">The next free working day at that hour.</param>
/// <param name="Unannounced">The holidays of that year are not announced yet.</param>
internal sealed record DateTriedShown(
    DateTimeOffset Date,
    IReadOnlyList<ConflictShown> Conflicts,
    IReadOnlyList<string> Titles,
    DateTimeOffset? Free,
    bool Unannounced,
    long Position
);
