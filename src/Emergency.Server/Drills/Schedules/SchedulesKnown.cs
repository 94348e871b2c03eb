using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Schedules;

/// <summary>All drill schedules, those that have ended too.</summary>
public sealed record SchedulesKnown(ImmutableDictionary<ScheduleId, ScheduleKnown> All)
{
    public static readonly SchedulesKnown None = new(ImmutableDictionary<ScheduleId, ScheduleKnown>.Empty);

    public ScheduleKnown? Find(ScheduleId id) => All.GetValueOrDefault(id);
}

/// <summary>One schedule; <paramref name="Drills"/> are those it has begun, the earliest first.</summary>
public sealed record ScheduleKnown(ScheduleId Id, Schedule State, ImmutableList<DrillId> Drills)
{
    public ScheduleFacts Facts => State.Facts!;
    /// <summary>When it fires next; null while it is paused and after its end.</summary>
    public DateTimeOffset? Due => State.Runs ? State.Next?.At : null;
}

/// <summary>Folds schedules; nobody watches them live.</summary>
public sealed class SchedulesView : View<SchedulesKnown>
{
    public override string Name => "schedules";
    public override SchedulesKnown Empty => SchedulesKnown.None;

    protected override SchedulesKnown Fold(SchedulesKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not ScheduleEvent e) return state;
        var id = new ScheduleId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id) ?? new(id, Schedule.None, []);
        return new(state.All.SetItem(id, new(id, Schedule.Evolve(before.State, e), e is ScheduleFired fired ? before.Drills.Add(fired.Drill) : before.Drills)));
    }
}
