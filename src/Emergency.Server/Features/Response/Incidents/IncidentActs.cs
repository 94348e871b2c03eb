using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;

namespace Emergency.Server.Features.Incidents;

/// <summary>Acts on an incident and on its tasks.</summary>
internal static class IncidentActs
{
    /// <summary>Prepares an act on the incident as a whole, where a permission must cover its own place.</summary>
    public static ActOn<IncidentSeen> OnIncident(this Act act, Guid id, Permission permission) =>
        new(act, id, permission, () => act.Incident(id), seen => seen.Entity, seen => seen.Incident.Answering(act.Asked, permission))
        {
            Assigned = seen => seen.Alerted,
        };

    /// <summary>Prepares an act of somebody on the spot: it is allowed from any place the incident concerns.</summary>
    public static ActOn<IncidentSeen> NearIncident(this Act act, Guid id, Permission permission) =>
        act.OnIncident(id, permission) with
        {
            Place = seen => IncidentSeen.Near(act.Asked, permission, seen.Incident),
        };

    /// <summary>Prepares an act on a task of it, by scope or because of its alert.</summary>
    public static ActOn<TaskSeen> OnTask(this Act act, Guid id, Guid task, Permission permission) =>
        new(act, task, permission, () => act.Task(id, task), found => found.Seen.Entity, found => found.Place(permission))
        {
            Assigned = found => found.Concerns(),
        };

    public static async ValueTask<Found<IncidentSeen>> Incident(this Act act, Guid id) =>
        await act.Use<IncidentSight>().Find(act.Asked, id, act.Stop);

    public static async ValueTask<Found<TaskSeen>> Task(this Act act, Guid id, Guid task) =>
        await act.Use<IncidentSight>().FindTask(act.Asked, id, task, act.Stop);
}
