using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>A drill schedule.</summary>
/// <param name="Next">Time of the next drill; left out where there is none.</param>
/// <param name="Then">Coming dates by the rule, at most eight, adjusted for announced public holidays.</param>
/// <param name="HolidaysKnown">Years whose public holidays are known; for others only weekends are.</param>
/// <param name="Told">Parties that have confirmed that they know of the next drill; with names for leaders only.</param>
/// <param name="Untold">Parties that have not confirmed. Until they have, the drill is prepared at its time but does not start.</param>
/// <param name="Unprepared">Missing preparations.</param>
/// <param name="ProposedBy">Role that proposed the date; left out where the system proposes it because a drill was missed.</param>
/// <param name="Missed">True when the last drill was missed and has no new date yet.</param>
/// <param name="Drills">Drills that it has begun, the latest first, at most 20.</param>
internal sealed record ScheduleShown(
    ScheduleId Id,
    string Title,
    string Authority,
    string Scenario,
    DrillForm Form,
    ListOf<string> Communities,
    ScheduleRule Rule,
    TimeOnly Starts,
    int Minutes,
    OnHoliday OnHoliday,
    bool Announced,
    SafetyOfficer? SafetyOfficer,
    string StopWord,
    ScheduleStage Stage,
    DateTimeOffset? Next,
    IReadOnlyList<DateTimeOffset> Then,
    IReadOnlyList<int> HolidaysKnown,
    IReadOnlyList<ToldShown> Told,
    IReadOnlyList<Party> Untold,
    IReadOnlyList<ReadyShown> Prepared,
    IReadOnlyList<Preparation> Unprepared,
    DateTimeOffset? Proposed,
    Role? ProposedBy,
    bool Missed,
    IReadOnlyList<DrillId> Drills,
    bool Leads,
    long Position
)
{
    private const int Ahead = 8,
        Back = 20;

    public static ScheduleShown Of(ScheduleKnown schedule, Asked asked, ISealing sealing, Known known)
    {
        var (state, facts, leads) = (
            schedule.State,
            schedule.Facts,
            ScheduleSight.MayLead(asked, schedule.Facts.Form, schedule.Facts.Communities) is null
        );
        return new(
            schedule.Id,
            facts.Title,
            facts.Authority,
            facts.Scenario,
            facts.Form,
            facts.Communities,
            facts.Rule,
            facts.Starts,
            facts.Minutes,
            facts.OnHoliday,
            !facts.Unannounced,
            sealing.Open<SafetyOfficer>(facts.SafetyOfficer),
            facts.StopWord,
            state.Stage,
            schedule.Due,
            state.Runs ? [.. Occasions.After(facts, Holidays.Announced, asked.Now).Take(Ahead)] : [],
            [.. Holidays.Announced.Years],
            leads ? [.. state.Told.Select(told => new ToldShown(told.Party, sealing.Open<ToldBy>(told.Who)?.Name, told.ConfirmedAt))] : [],
            [.. state.Untold],
            [
                .. state.Prepared.Select(ready => new ReadyShown(
                    ready.What,
                    ready.By.Role,
                    leads ? known.Of<AccountsKnown>().Find(ready.By.Account)?.Contact?.Person : null,
                    ready.At
                )),
            ],
            [.. state.Unprepared],
            state.Proposed,
            state.ProposedBy?.Role,
            state.Missed,
            [.. schedule.Drills.Reverse().Take(Back)],
            leads,
            known.At.Value
        );
    }
}

/// <summary>A finished preparation.</summary>
/// <param name="Who">Name of the person, for leaders only.</param>
internal sealed record ReadyShown(Preparation What, Role By, string? Who, DateTimeOffset At);

/// <summary>Schedules, the next due first.</summary>
internal sealed record SchedulesShown(IReadOnlyList<ScheduleShown> Items, long Position);
