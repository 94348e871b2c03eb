using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>All drill schedules, including ended ones.</summary>
internal sealed record SchedulesKnown(ImmutableDictionary<ScheduleId, ScheduleKnown> All)
{
    public static readonly SchedulesKnown None = new(ImmutableDictionary<ScheduleId, ScheduleKnown>.Empty);

    public ScheduleKnown? Find(ScheduleId id) => All.GetValueOrDefault(id);
}

/// <summary>A schedule; <paramref name="Drills"/> are the drills that it has begun, the earliest first.</summary>
internal sealed record ScheduleKnown(ScheduleId Id, Schedule State, ImmutableList<DrillId> Drills) : IFound<ScheduleKnown>
{
    public ScheduleFacts Facts => State.Facts!;

    /// <summary>Time at which it fires next; null while it is paused and after its end.</summary>
    public DateTimeOffset? Due => State.Runs ? State.Next?.At : null;

    static ScheduleKnown? IFound<ScheduleKnown>.Of(Known known, string realm, Guid id) => known.Of<SchedulesKnown>().Find(new(id));

    public bool ExistsFor(Asked asked) => ScheduleSight.Sees(asked, this);
}
