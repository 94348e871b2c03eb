using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>Folds schedules; no page watches them live.</summary>
internal sealed class SchedulesView : View<SchedulesKnown>
{
    public override string Name => "schedules";
    public override SchedulesKnown Empty => SchedulesKnown.None;

    protected override SchedulesKnown Fold(SchedulesKnown state, Happened happened)
    {
        if (happened.Event is not ScheduleEvent e)
            return state;
        var id = new ScheduleId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id) ?? new(id, Schedule.None, []);
        return new(
            state.All.SetItem(
                id,
                new(id, Schedule.Evolve(before.State, e), e is ScheduleFired fired ? before.Drills.Add(fired.Drill) : before.Drills)
            )
        );
    }
}
