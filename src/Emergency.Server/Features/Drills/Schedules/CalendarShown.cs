using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Regulations;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>The drills of one's places over some weeks, with conflicts and missing drills.</summary>
/// <param name="From">First day, in Asia/Shanghai.</param>
/// <param name="To">Last day.</param>
/// <param name="Days">Public holidays and make-up workdays.</param>
/// <param name="Unannounced">Years of the range whose holidays are not announced yet: only weekends are known.</param>
/// <param name="Entries">Drills in the order of their beginnings; at most 2,000.</param>
/// <param name="Wanted">Communities without a planned drill that have no recorded drill within the interval, or whose interval ends within 60 days: the longest ago first, at most 50.</param>
/// <param name="WantedCount">Number of such communities altogether.</param>
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

/// <summary>A drill in the calendar.</summary>
/// <param name="Key">Key of this entry, which conflicts refer to.</param>
/// <param name="Schedule">The plan it comes from; left out for a drill that exists already.</param>
/// <param name="Drill">The drill; left out while it is only planned.</param>
/// <param name="Until">Its end. Before that, the planned end, or now if it overruns.</param>
/// <param name="Stage">none while it is only planned.</param>
/// <param name="Movable">True for the next drill of a plan, which its leaders can move to another date; others can propose one.</param>
/// <param name="Leads">True when the asker can move it.</param>
/// <param name="People">Number of team members that take part.</param>
/// <param name="Improvements">Number of improvements from its evaluation.</param>
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

/// <summary>A conflict of a date.</summary>
/// <param name="Of">The entry that should move.</param>
/// <param name="With">The entry that stays; left out where the day itself is the conflict.</param>
/// <param name="Communities">Communities that both entries need.</param>
/// <param name="People">Number of team members that both entries need.</param>
/// <param name="Minutes">Overlap in minutes.</param>
/// <param name="Holiday">Name of the holiday.</param>
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
/// <param name="Last">Day of its last drill; left out where none is recorded.</param>
/// <param name="Days">Days left of the interval; negative where it is over, left out where no drill is recorded.</param>
/// <param name="Interval">Interval in days.</param>
/// <param name="Local">True when the interval is a local setting, not law.</param>
internal sealed record DrillWanted(string Community, DateOnly? Last, int? Days, Article Article, int Interval, bool Local);

/// <summary>A date to be tried; nothing is written.</summary>
/// <param name="Communities">1 to 300 communities of 12 digits.</param>
/// <param name="Date">Beginning of the drill.</param>
/// <param name="Minutes">Duration in minutes, 5 to 1,440.</param>
/// <param name="Schedule">The plan to be moved or changed; left out for a new one.</param>
internal sealed record DateTried(ListOf<string>? Communities, string? Scenario, DateTimeOffset? Date, int? Minutes, Guid? Schedule);

/// <summary>Conflicts of a tried date.</summary>
/// <param name="Free">The next free working day at that hour.</param>
/// <param name="Unannounced">True when the holidays of that year are not announced yet.</param>
internal sealed record DateTriedShown(
    DateTimeOffset Date,
    IReadOnlyList<ConflictShown> Conflicts,
    IReadOnlyList<string> Titles,
    DateTimeOffset? Free,
    bool Unannounced,
    long Position
);
