using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>What each plan last reminded of, until its drill begins, is moved, paused or ended; and the grants of those who hear it.</summary>
internal sealed record RemindersKnown(
    ImmutableDictionary<AccountId, ListOf<Grant>> Accounts,
    ImmutableDictionary<ScheduleId, Schedule> Schedules,
    ImmutableDictionary<ScheduleId, ScheduleReminded> Open
)
{
    public static readonly RemindersKnown None = new(
        ImmutableDictionary<AccountId, ListOf<Grant>>.Empty,
        ImmutableDictionary<ScheduleId, Schedule>.Empty,
        ImmutableDictionary<ScheduleId, ScheduleReminded>.Empty
    );
}
