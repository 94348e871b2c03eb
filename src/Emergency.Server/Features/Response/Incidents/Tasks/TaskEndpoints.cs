using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>Endpoints for tasks: 我来, 到了, 办完, 办不了, 转给….</summary>
internal static class TaskEndpoints
{
    public static RouteGroupBuilder MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("/me/tasks", Mine).Needs(TeamPermissions.TaskRead);
        api.MapGet("/incidents/{id:guid}/tasks", List).Needs(TeamPermissions.TaskRead);
        api.MapGet("/incidents/late-tasks", Late).Needs(TeamPermissions.TaskRead);
        api.MapPost("/incidents/{id:guid}/tasks", Assign)
            .Needs(IncidentPermissions.TaskAssign)
            .Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/incidents/{id:guid}/tasks/{taskId:guid}", Read).Needs(TeamPermissions.TaskRead);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/take", Take).Needs(IncidentPermissions.TaskTake);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/notice", Notice).Needs(IncidentPermissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/arrive", Arrive).Needs(IncidentPermissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/finish", Finish).Needs(IncidentPermissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/decline", Decline).Needs(IncidentPermissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/hand-on", HandOn).Needs(IncidentPermissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/cancel", Cancel).Needs(IncidentPermissions.TaskCancel);
        return api;
    }

    /// <summary>The tasks in the asker's own hands and those that alert the asker now, the most pressing first.</summary>
    public static Outcome<MyTasks> Mine(Asked asked, Folding folding, ISealing sealing) =>
        new(MyTasks.Of(folding.Now, asked, sealing), folding.Now.At);

    /// <summary>The tasks of an incident visible to the asker, open ones first.</summary>
    public static async Task<Outcome<TaskPage>> List(
        Guid id,
        Asked asked,
        IncidentSight sight,
        ISealing sealing,
        string? community,
        CancellationToken stop
    )
    {
        var (seen, problem) = await sight.Read(asked, id, stop);
        return seen is null ? problem : new Outcome<TaskPage>(TaskPage.Of(seen, community, sealing), seen.Known.At);
    }

    /// <summary>The late tasks of several incidents visible to the asker.</summary>
    public static Outcome<TaskPage> Late(Asked asked, IncidentSight sight, Folding folding, ISealing sealing, string? ids)
    {
        if (SeveralIds.Of(ids) is not { } wanted)
            return SeveralIds.Fault;
        var at = folding.Now.At;
        return new Outcome<TaskPage>(new([.. sight.Several(asked, wanted).SelectMany(seen => TaskPage.Late(seen, sealing))], at.Value), at);
    }

    /// <summary>A task, with its holder.</summary>
    public static async Task<Outcome<TaskShown>> Read(
        Guid id,
        Guid taskId,
        Asked asked,
        IncidentSight sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (await sight.FindTask(asked, id, taskId, stop) is not { } found)
            return Problem.NotFound;
        return found.May(TeamPermissions.TaskRead) is { } problem
            ? problem
            : new Outcome<TaskShown>(TaskShown.Of(found.Seen, found.Task, sealing), found.Seen.Known.At);
    }

    /// <summary>Gives a task in the asker's own words to members of a team, or notes one for professionals.</summary>
    public static async Task<Outcome<Recorded>> Assign(Guid id, NewTask body, Act act)
    {
        if (NewTask.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await act.Incident(id) is not { Value: { } seen })
            return Problem.NotFound;
        if (act.Asked.Allow(IncidentPermissions.TaskAssign, new Place(body.Community!)).Problem is { } problem)
            return problem;
        if (!seen.Concerns(body.Community!))
            return Problem.Bad("$.community: one that the incident concerns");
        if (NewTask.Unknown(body, seen) is { } unknown)
            return unknown;
        var team = seen.Known.Of<TeamsKnown>(act.Asked.Realm).Of(body.Community!);
        if (Sendable.Against(team, body.Members ?? [], act.Now) is { } uninsured)
            return uninsured;
        var text = await act.Seal(id, new FreeText(body.Text!));
        var task = body.Planned(act.Asked.NewId<TaskId>(), text, team, act.Now);
        var sent = await act.Send(
            IncidentPermissions.TaskAssign,
            new Place(body.Community!),
            seen.Entity,
            by => new AssignTask(body.Community!, task, by, act.Now)
        );
        return sent.With(new Recorded(task.Id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>我来: takes a task. The first gets it, and the second learns since when somebody has it.</summary>
    public static Task<Outcome<Recorded>> Take(Guid id, Guid taskId, Act act) =>
        act.OnTask(id, taskId, IncidentPermissions.TaskTake)
            .Do((found, by) => new TakeTask(new(taskId), by, MayTake(found.Task, by), act.Now));

    /// <summary>
    /// 已看: records that the task is shown to somebody it alerts. Recorded once, and only the number of viewers is passed on.
    /// </summary>
    public static Task<Outcome<Recorded>> Notice(Guid id, Guid taskId, Act act) =>
        act.OnTask(id, taskId, IncidentPermissions.TaskAct).Do(by => new NoticeTask(new(taskId), by, act.Now));

    /// <summary>到了: records that the holder of the task has arrived.</summary>
    public static Task<Outcome<Recorded>> Arrive(Guid id, Guid taskId, Act act) =>
        act.OnTask(id, taskId, IncidentPermissions.TaskAct).Do(by => new ArriveAtTask(new(taskId), by, act.Now));

    /// <summary>办完: finishes a task. A professional step is reported done by its spokesman: secretary, street or county.</summary>
    public static Task<Outcome<Recorded>> Finish(Guid id, Guid taskId, Act act) =>
        act.OnTask(id, taskId, IncidentPermissions.TaskAct).Do(by => new FinishTask(new(taskId), by, Watches(by), act.Now));

    /// <summary>办不了: declines a task. This costs nothing: the task goes back to those who can take it.</summary>
    public static Task<Outcome<Recorded>> Decline(Guid id, Guid taskId, Because? body, Act act) =>
        WithReason(
            id,
            body,
            act.OnTask(id, taskId, IncidentPermissions.TaskAct),
            (reason, by) => new DeclineTask(new(taskId), reason, by, act.Now, Watches(by))
        );

    /// <summary>转给…: hands the task to a member of the same team, who is alerted.</summary>
    public static Task<Outcome<Recorded>> HandOn(Guid id, Guid taskId, HandTo body, Act act) =>
        (
            act.OnTask(id, taskId, IncidentPermissions.TaskAct) with
            {
                Against = found =>
                {
                    var team = found.Seen.Known.Of<TeamsKnown>(act.Asked.Realm).Of(found.Task.Community);
                    return body.To is not { } to || !team.Members.ContainsKey(to)
                        ? Problem.Of(Team.UnknownMember)
                        : Sendable.Against(team, [to], act.Now);
                },
            }
        ).Do(by => new HandOnTask(new(taskId), body.To!.Value, by, act.Now));

    /// <summary>Cancels a task that is no longer needed.</summary>
    public static Task<Outcome<Recorded>> Cancel(Guid id, Guid taskId, Because? body, Act act) =>
        WithReason(
            id,
            body,
            act.OnTask(id, taskId, IncidentPermissions.TaskCancel),
            (reason, by) => new CancelTask(new(taskId), reason, by, act.Now)
        );

    private static Task<Outcome<Recorded>> WithReason(Guid incident, Because? body, ActOn<TaskSeen> on, Func<Sealed?, By, Command> make) =>
        Refused(body is null ? [] : Because.Faults(body, needed: false))
        ?? on.Do(async _ =>
        {
            Sealed? reason = body?.Reason is null ? null : await on.Act.Seal(incident, new FreeText(body.Reason));
            return by => make(reason, by);
        });

    private static bool MayTake(IncidentTask task, By by) => Watches(by) && (task.Help is not null || !Roles.County.Contains(by.Role));

    // A role that can take tasks by scope watches from second 0 and can take tasks that were not asked of it.
    private static bool Watches(By by) => IncidentPermissions.TaskAssign.Of(by.Role) == Reach.Scope;
}
