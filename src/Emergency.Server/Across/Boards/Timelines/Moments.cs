using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Timelines;

/// <summary>Shows an incident as it stood at an earlier position: its events up to then, folded by the same views as the present.</summary>
internal sealed class Moments(Timeline timeline, IEnumerable<IView> views)
{
    private static readonly HashSet<Type> Folded =
    [
        typeof(IncidentsKnown),
        typeof(DoorsKnown),
        typeof(OrdersKnown),
        typeof(HandoversKnown),
    ];

    private readonly List<IView> _views = [.. views.Where(view => Folded.Contains(view.State))];

    /// <summary>Null where the incident was not opened yet.</summary>
    public async Task<IncidentThen?> At(IncidentSeen seen, Position upTo, CancellationToken stop)
    {
        var (id, nobody) = (seen.Incident.Id, new Changes { Wanted = false });
        var states = _views.ToDictionary(
            view => view.State,
            view => view.State == typeof(IncidentsKnown) ? view.Fork(seen.Incidents) : view.Empty
        );
        var last = Position.Start;
        await foreach (var happened in timeline.UpTo(seen, upTo, stop))
        {
            foreach (var view in _views)
                states[view.State] = view.Fold(states[view.State], happened, nobody);
            last = happened.Position;
        }
        TState Then<TState>() => (TState)states[typeof(TState)];
        return Then<IncidentsKnown>().Find(id) is null
            ? null
            : IncidentThen.Of(seen, last, Then<IncidentsKnown>(), Then<DoorsKnown>(), Then<OrdersKnown>(), Then<HandoversKnown>());
    }
}

/// <summary>Live data of an incident at a position, as its watchers held them then. Positions of teams are not kept.</summary>
/// <param name="UpTo">Position of the last event.</param>
/// <param name="Cards">Number of cards started.</param>
/// <param name="Holders">Holders of tasks, for an asker who may read the task.</param>
/// <param name="Figures">Figures of the whole incident; null where no doors were counted.</param>
internal sealed record IncidentThen(
    long UpTo,
    IncidentLight Incident,
    Area? Area,
    int Cards,
    FiguresLight? Figures,
    IReadOnlyList<TaskLight> Tasks,
    IReadOnlyList<TaskHeld> Holders,
    IReadOnlyList<OrderLight> Orders,
    IReadOnlyList<HandoverLight> Handovers,
    IReadOnlyList<PersonLight> Persons,
    IReadOnlyList<HouseholdLight> Households,
    long Position
)
{
    public static IncidentThen Of(
        IncidentSeen seen,
        Position last,
        IncidentsKnown incidents,
        DoorsKnown doors,
        OrdersKnown orders,
        HandoversKnown handovers
    )
    {
        var incident = incidents.Find(seen.Incident.Id)!;
        var checks = doors.In(incident.Id).Select(community => doors.Of(incident.Id, community)).ToList();
        return new(
            last.Value,
            // Folded alone it would be the first of its year.
            Lights.Of(incidents, incident) with
            {
                Number = seen.Incidents.Number(seen.Incident),
            },
            incident.State.Impact?.Area,
            incident.State.Cards.Count,
            checks.Count == 0 ? null : DoorLights.Of(incident.Id, doors),
            [.. incident.Tasks.Select(incident.Shown).OfType<TaskLight>()],
            [.. incident.State.Tasks.Values.Select(task => TaskHeld.Of(seen, task)).OfType<TaskHeld>()],
            [.. orders.Of(incident.Id).SelectMany(order => order.State.Receivers.Keys.Select(receiver => OrderLight.Of(order, receiver)))],
            [.. handovers.Of(incident.Id).Select(HandoverLight.Of)],
            [.. checks.SelectMany(check => check.Persons.Values.Select(DoorLights.Of))],
            [.. checks.SelectMany(check => check.Households.Values.Select(DoorLights.Of))],
            seen.Known.At.Value
        );
    }
}

/// <summary>A task and its holder.</summary>
internal sealed record TaskHeld(TaskId Task, HolderShown Holder)
{
    public static TaskHeld? Of(IncidentSeen seen, IncidentTask task) =>
        new TaskSeen(seen, task).May(TeamPermissions.TaskRead) is null && HolderShown.Of(seen, task) is { } holder
            ? new(task.Id, holder)
            : null;
}
