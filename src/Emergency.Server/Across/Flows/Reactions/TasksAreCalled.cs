using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls everybody alerted by a life-saving task or by a request for help, whatever the roster says, except people on leave or away. Help
/// that nobody takes rings the next step when it goes up. Tasks opened at the same instant ring each person once. A person who takes,
/// declines or has read a task is not rung any more, nor is anybody for whom nothing is left to take. In a drill phones stay silent.
/// </summary>
internal sealed class TasksAreCalled : IReaction
{
    public string Name => "tasks-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        if (
            realm != Entities.Live
            || happened.Event is not IncidentEvent
            || known.Of<IncidentsKnown>(realm).Find(new(Guid.Parse(happened.Entity.Key))) is not { } incident
        )
            return [];
        return happened.Event switch
        {
            TaskOpened { Planned.Class: TaskClass.Life } e => Begin(
                known,
                incident,
                e.Task,
                e.Community,
                e.Planned.Levels.SelectMany(level => level.Members),
                e.At
            ),
            TaskOpened { Planned.Help: not null } e => Begin(
                known,
                incident,
                e.Task,
                e.Community,
                e.Planned.Levels.Take(1).SelectMany(level => level.Members),
                e.At
            ),
            TaskEscalated e when incident.State.Tasks.GetValueOrDefault(e.Task) is { Help: not null } task => Begin(
                known,
                incident,
                e.Task,
                task.Community,
                task.Levels[Math.Min(e.Level, task.Levels.Count - 1)].Members,
                e.At
            ),
            TaskHandedOn e when incident.State.Tasks.GetValueOrDefault(e.Task) is { } task && Rings(task) => Begin(
                known,
                incident,
                e.Task,
                task.Community,
                [e.To],
                e.At
            ),
            TaskTaken e => Told(known, incident, e.By, e.At),
            TaskNoticed e => Told(known, incident, e.By, e.At),
            TaskDeclined e => Told(known, incident, e.By, e.At).Concat(Up(known, incident, e)),
            TaskDone e => Left(known, incident, e.At),
            TaskCancelled e => Left(known, incident, e.At),
            IncidentWithdrawn e => Over(known, incident, e.At),
            SceneEnded e => Over(known, incident, e.At),
            _ => [],
        };
    }

    private static IEnumerable<Reacted> Begin(
        Known known,
        IncidentKnown incident,
        TaskId task,
        string community,
        IEnumerable<MemberId> alerted,
        DateTimeOffset at
    )
    {
        // A task answered by known facts, or taken, before this event is handled need wake nobody.
        if (incident.State.Tasks.GetValueOrDefault(task) is not { State: TaskState.Open })
            yield break;
        var about = new CallMatter(CallKind.Task, Derived.Id(incident.Id.Value, $"tasks of {at.UtcTicks}"), incident.Id);
        var step = CallChannels.StepSeconds(about, known.InForce, community);
        foreach (var (i, member) in alerted.Distinct().Index())
            yield return new(
                Entities.Call(Entities.Live, CallKnown.IdOf(about, community, member)),
                new BeginCall(about, community, step, CallRung.Person, at, member),
                i
            );
    }

    private static bool Rings(IncidentTask task) => task.Class == TaskClass.Life || task.Help is not null;

    // Help declined at its step goes up: the people asked next are rung.
    private static IEnumerable<Reacted> Up(Known known, IncidentKnown incident, TaskDeclined e) =>
        incident.State.Tasks.GetValueOrDefault(e.Task) is { Help: not null, Class: TaskClass.Wait } task
        && task.Levels[e.Level].Members is { Count: > 0 } next
        && !(e.By.Member is { } self && next.Contains(self))
            ? Begin(known, incident, e.Task, task.Community, next, e.At)
            : [];

    private static IEnumerable<Reacted> Told(Known known, IncidentKnown incident, By by, DateTimeOffset at) =>
        Ringing.Answered(Of(known, incident), by, at).Concat(Left(known, incident, at));

    // Ends calls whose task somebody else has taken.
    private static IEnumerable<Reacted> Left(Known known, IncidentKnown incident, DateTimeOffset at)
    {
        var open = incident
            .State.Tasks.Values.Where(task => task.State == TaskState.Open && Rings(task))
            .SelectMany(TaskRules.Alerted)
            .ToHashSet();
        return Ringing.End(Of(known, incident).Where(call => !open.Contains(call.State.Member!.Value)), CallEnd.Taken, at);
    }

    private static IEnumerable<Reacted> Over(Known known, IncidentKnown incident, DateTimeOffset at) =>
        Ringing.End(Of(known, incident), CallEnd.Expired, at);

    private static IEnumerable<CallKnown> Of(Known known, IncidentKnown incident) =>
        known.Of<CallsKnown>(Entities.Live).AboutTasks(incident.Id).OrderBy(call => call.Id.Value);

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
