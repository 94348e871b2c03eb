using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Communities;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>Tasks: who does what. 我来, 到了, 办完, 办不了, 转给….</summary>
public static class TaskEndpoints
{
    public static RouteGroupBuilder MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("/me/tasks", Mine).Needs(Permissions.TaskRead);
        api.MapGet("/incidents/{id:guid}/tasks", List).Needs(Permissions.TaskRead);
        api.MapPost("/incidents/{id:guid}/tasks", Assign).Needs(Permissions.TaskAssign).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/incidents/{id:guid}/tasks/{taskId:guid}", Read).Needs(Permissions.TaskRead);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/take", Take).Needs(Permissions.TaskTake);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/notice", Notice).Needs(Permissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/arrive", Arrive).Needs(Permissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/finish", Finish).Needs(Permissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/decline", Decline).Needs(Permissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/hand-on", HandOn).Needs(Permissions.TaskAct);
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/cancel", Cancel).Needs(Permissions.TaskCancel);
        return api;
    }

    /// <summary>The tasks in one's own hands and those one is alerted to now, the most pressing first.</summary>
    public static Outcome<MyTasks> Mine(Asked asked, Folding folding, ISealing sealing) => new(MyTasks.Of(folding.Now, asked, sealing), folding.Now.At);

    /// <summary>The tasks of an incident that the asker may see, open ones first.</summary>
    public static async Task<Outcome<TaskPage>> List(Guid id, Asked asked, IncidentSight sight, ISealing sealing, string? community, CancellationToken stop)
    {
        var (seen, problem) = await sight.Read(asked, id, stop);
        return seen is null ? problem : new Outcome<TaskPage>(TaskPage.Of(seen, community, sealing), seen.Known.At);
    }

    /// <summary>One task, with who holds it.</summary>
    public static async Task<Outcome<TaskShown>> Read(Guid id, Guid taskId, Asked asked, IncidentSight sight, ISealing sealing, CancellationToken stop)
    {
        if (await sight.FindTask(asked, id, taskId, stop) is not { } found) return Problem.NotFound;
        return found.May(Permissions.TaskRead) is { } problem ? problem : new Outcome<TaskShown>(TaskShown.Of(found.Seen, found.Task, sealing), found.Seen.Known.At);
    }

    /// <summary>Gives a task of one's own words to members of a team, or notes one for professionals.</summary>
    public static async Task<Outcome<Recorded>> Assign(Guid id, NewTask body, Asked asked, IncidentSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (NewTask.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        if (asked.Allow(Permissions.TaskAssign, new Place(body.Community!)).Problem is { } problem) return problem;
        if (!seen.Concerns(body.Community!)) return Problem.Bad("$.community: one that the incident concerns");
        if (NewTask.Unknown(body, seen) is { } unknown) return unknown;
        var text = await seen.Seal(sealing, new FreeText(body.Text!), stop);
        var task = body.Planned(asked.NewId<TaskId>(), text, seen.Known.Of<TeamsKnown>(asked.Realm).Of(body.Community!), asked.Now);
        var sent = await sending.Send(asked, Permissions.TaskAssign, new Place(body.Community!), seen.Entity, by => new AssignTask(body.Community!, task, by, asked.Now), stop: stop);
        return sent.With(new Recorded(task.Id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>我来: the first to take it has it; who comes second learns since when somebody has.</summary>
    public static Task<Outcome<Recorded>> Take(Guid id, Guid taskId, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop) =>
        Act(id, taskId, asked, sight, sending, Permissions.TaskTake, (task, by) => new TakeTask(task, by, Watches(by), asked.Now), stop);

    /// <summary>已看: the task is being shown to somebody it alerts; told once, and only how many have seen it is passed on.</summary>
    public static Task<Outcome<Recorded>> Notice(Guid id, Guid taskId, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop) =>
        Act(id, taskId, asked, sight, sending, Permissions.TaskAct, (task, by) => new NoticeTask(task, by, asked.Now), stop);

    /// <summary>到了: the holder of the task has arrived.</summary>
    public static Task<Outcome<Recorded>> Arrive(Guid id, Guid taskId, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop) =>
        Act(id, taskId, asked, sight, sending, Permissions.TaskAct, (task, by) => new ArriveAtTask(task, by, asked.Now), stop);

    /// <summary>办完. A professional step is reported done by who speaks for it: secretary, street or county.</summary>
    public static Task<Outcome<Recorded>> Finish(Guid id, Guid taskId, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop) =>
        Act(id, taskId, asked, sight, sending, Permissions.TaskAct, (task, by) => new FinishTask(task, by, Watches(by), asked.Now), stop);

    /// <summary>办不了: costs nothing; the task goes back to who may take it.</summary>
    public static async Task<Outcome<Recorded>> Decline(Guid id, Guid taskId, Because? body, Asked asked, IncidentSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        var (reason, problem) = await Reason(id, body, asked, sight, sealing, stop);
        return problem ?? await Act(id, taskId, asked, sight, sending, Permissions.TaskAct, (task, by) => new DeclineTask(task, reason, by, asked.Now), stop);
    }

    /// <summary>转给…: the holder names a member of the same team, who is alerted.</summary>
    public static async Task<Outcome<Recorded>> HandOn(Guid id, Guid taskId, HandTo body, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop)
    {
        if (await sight.FindTask(asked, id, taskId, stop) is not { } found) return Problem.NotFound;
        if (body.To is not { } to || found.Seen.Known.Of<TeamsKnown>(asked.Realm).Member(found.Task.Community, to) is null) return Problem.Of(Team.UnknownMember);
        return await Act(id, taskId, asked, sight, sending, Permissions.TaskAct, (task, by) => new HandOnTask(task, to, by, asked.Now), stop);
    }

    /// <summary>Takes a task back that is no longer needed.</summary>
    public static async Task<Outcome<Recorded>> Cancel(Guid id, Guid taskId, Because? body, Asked asked, IncidentSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        var (reason, problem) = await Reason(id, body, asked, sight, sealing, stop);
        return problem ?? await Act(id, taskId, asked, sight, sending, Permissions.TaskCancel, (task, by) => new CancelTask(task, reason, by, asked.Now), stop);
    }

    private static async Task<Outcome<Recorded>> Act(Guid id, Guid taskId, Asked asked, IncidentSight sight, Sending sending, Permission permission, Func<TaskId, By, Command> make, CancellationToken stop)
    {
        if (await sight.FindTask(asked, id, taskId, stop) is not { } found) return Problem.NotFound;
        var sent = await sending.Send(asked, permission, found.Place(permission), found.Seen.Entity, by => make(found.Task.Id, by), found.Concerns, stop);
        return sent.With(new Recorded(taskId, sent.Position.Value));
    }

    private static async ValueTask<(Sealed? Reason, Outcome<Recorded>? Problem)> Reason(Guid id, Because? body, Asked asked, IncidentSight sight, ISealing sealing, CancellationToken stop)
    {
        if (body?.Reason is null) return (null, null);
        if (Because.Faults(body, needed: false) is { Count: > 0 } faults) return (null, Problem.Bad(faults));
        if (await sight.Find(asked, id, stop) is not { } seen) return (null, Problem.NotFound);
        return (await seen.Seal(sealing, new FreeText(body.Reason), stop), null);
    }

    // Who may take by scope watches from second 0 and may take what was not asked of them.
    private static bool Watches(By by) => Permissions.Of(Permissions.TaskAssign, by.Role) == Reach.Scope;
}
