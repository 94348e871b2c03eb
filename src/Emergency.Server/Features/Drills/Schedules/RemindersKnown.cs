using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>
/// The last reminder of each plan, until its drill begins, is moved, paused or ended, and the grants of the accounts that get it.
/// </summary>
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
