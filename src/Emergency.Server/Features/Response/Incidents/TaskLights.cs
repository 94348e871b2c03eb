using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Pushes a task to its community and all above it until the response to its incident ends. Subscribers of the incident
/// keep it.
/// </summary>
internal sealed class TaskLights : LightsOf<IncidentsKnown, TaskKey>
{
    protected override string View => Lights.Task;

    protected override IEnumerable<TaskKey> Touched(IncidentsKnown before, IncidentsKnown after, Happened happened)
    {
        if (happened.Event is not IncidentEvent e)
            return [];
        var id = new IncidentId(Guid.Parse(happened.Entity.Key));
        var (was, now) = (before.Find(id), after.Find(id));
        if (was?.Open != now?.Open)
            return now?.Tasks.Select(task => new TaskKey(id, task)) ?? [];
        return Changed(e, was, now).Select(task => new TaskKey(id, task));
    }

    protected override IEnumerable<TaskKey> Near(IncidentsKnown state, string realm, Group group) =>
        group.Kind switch
        {
            "division" => state.Open.SelectMany(one =>
                one.State.Tasks.Values.Where(task => task.Community.StartsWith(group.Id, StringComparison.Ordinal))
                    .Select(task => new TaskKey(one.Id, task.Id))
            ),
            "incident" => Guid.TryParse(group.Id, out var id) && state.Find(new(id)) is { } incident
                ? incident.Tasks.Select(task => new TaskKey(incident.Id, task))
                : [],
            _ => [],
        };

    protected override Light? Of(IncidentsKnown state, TaskKey thing, string realm)
    {
        if (state.Find(thing.Incident) is not { } incident || incident.Place(thing.Task) is not { } community)
            return null;
        var kept = Audience.Only(Group.Incident(realm, thing.Incident));
        return new(
            thing.Task.ToString(),
            () => incident.Shown(thing.Task)!,
            incident.Open ? [kept, Audience.Division(realm, community)] : [kept]
        );
    }

    /// <summary>The task that an event names; for other events the tasks it has changed.</summary>
    internal static IEnumerable<TaskId> Changed(IncidentEvent e, IncidentKnown? was, IncidentKnown? now) =>
        e is IOfTask one ? [one.Task]
        : ReferenceEquals(was?.State.Tasks, now?.State.Tasks) || now is null ? []
        : now
            .State.Tasks.Where(pair => !ReferenceEquals(was?.State.Tasks.GetValueOrDefault(pair.Key), pair.Value))
            .Select(pair => pair.Key);
}

/// <summary>A task and an account it can concern.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TaskFor(TaskKey Task, AccountId Account);

/// <summary>Pushes a task to the <c>me</c> of its requester and its holder, or while nobody has it of those it alerts.</summary>
internal sealed class MyTaskLights : LightsOf<IncidentsKnown, TaskFor>
{
    protected override string View => Lights.Task;

    protected override bool IsNews(Happened happened) => happened.Event is IncidentEvent;

    protected override IEnumerable<TaskFor> Touched(IncidentsKnown before, IncidentsKnown after, Happened happened)
    {
        if (happened.Event is not IncidentEvent e)
            return ReferenceEquals(before.Alerted, after.Alerted)
                ? []
                : For(before, new(happened.Entity.Key)).Union(For(after, new(happened.Entity.Key)));
        var id = new IncidentId(Guid.Parse(happened.Entity.Key));
        var (was, now) = (before.Find(id), after.Find(id));
        // Each task carries the kind of its incident. Requested help is pushed until the scene ends.
        var tasks =
            was?.State.Category == now?.State.Category && was?.Running == now?.Running
                ? TaskLights.Changed(e, was, now)
                : now?.State.Tasks.Keys ?? [];
        return tasks.SelectMany(task =>
            Concerned(before, was, task).Union(Concerned(after, now, task)).Select(account => new TaskFor(new(id, task), account))
        );
    }

    protected override IEnumerable<TaskFor> Near(IncidentsKnown state, string realm, Group group) =>
        group.Kind == "me" ? For(state, new(group.Id)) : [];

    protected override Light? Of(IncidentsKnown state, TaskFor thing, string realm) =>
        state.Alerted.Concerns(thing.Task, thing.Account)
            ? new(
                thing.Task.Task.ToString(),
                () => Lights.Mine(state, thing.Task, thing.Account),
                Audience.Only(Group.Me(realm, thing.Account))
            )
            : null;

    private static IEnumerable<TaskFor> For(IncidentsKnown state, AccountId account) =>
        state.Alerted.Told(account).Select(key => new TaskFor(key, account));

    private static IEnumerable<AccountId> Concerned(IncidentsKnown state, IncidentKnown? incident, TaskId task) =>
        incident is null ? [] : state.Alerted.Concerned(new(incident.Id, task), incident.State.Tasks.GetValueOrDefault(task));
}
