using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>Endpoints for 要人, 要车, 要物, 要专业力量: requested at the scene, taken as a task.</summary>
internal static class HelpEndpoints
{
    public static RouteGroupBuilder MapHelp(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/help", List).Needs(TeamPermissions.TaskRead);
        api.MapPost("/incidents/{id:guid}/help", Ask).Needs(IncidentPermissions.HelpAsk).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapPost("/incidents/{id:guid}/help/{taskId:guid}/withdraw", Withdraw).Needs(IncidentPermissions.HelpAsk);
        return api;
    }

    /// <summary>
    /// Help requested in all running incidents that has not come or been taken back, as far as the asker can see it;
    /// requests that nobody has taken first.
    /// </summary>
    public static Outcome<HelpPage> List(Asked asked, IncidentSight sight, Folding folding, ISealing sealing)
    {
        var known = folding.Now;
        var running = known.Of<IncidentsKnown>(asked.Realm).Running.Select(incident => incident.Id.Value);
        return new Outcome<HelpPage>(
            new([.. sight.Several(asked, running).SelectMany(seen => HelpPage.Of(seen, sealing))], known.At.Value),
            known.At
        );
    }

    /// <summary>
    /// Requests help. The team's people on duty to go out are alerted, then the lead of the shift, the secretary, the street
    /// and the county. If a life depends on it, all of the team are alerted at once.
    /// </summary>
    public static async Task<Outcome<Recorded>> Ask(Guid id, NewHelp body, Act act)
    {
        if (NewHelp.Faults(body, act.Now) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await act.Incident(id) is not { Value: { } seen })
            return Problem.NotFound;
        var place = act.Asked.Within(IncidentPermissions.HelpAsk, body.Community!);
        if (act.Asked.Allow(IncidentPermissions.HelpAsk, place, () => seen.Alerted).Problem is { } problem)
            return problem;
        if (!seen.Concerns(body.Community!))
            return Problem.Bad("$.community: one that the incident concerns");
        var team = seen.Known.Of<TeamsKnown>(act.Asked.Realm).Of(body.Community!);
        if (body.To is { } to && !team.Members.ContainsKey(to))
            return Problem.Of(Team.UnknownMember);
        if (!Sees(seen, body, TaskSight.Doors(seen.Known, seen.Incident.Id, act.Asked)))
            return Problem.Of(Domain.People.Residents.UnknownHousehold);
        var task = body.Id is { } chosen ? new TaskId(chosen) : act.Asked.NewId<TaskId>();
        var text = await act.Seal(id, new FreeText(body.Text!.Trim()));
        var planned = body.Planned(task, text, team, act.Asked.Member?.Member, act.Now);
        var sent = await act.Send(
            IncidentPermissions.HelpAsk,
            place,
            seen.Entity,
            by => new AskHelp(body.Community!, planned, new(body.Kind!.Value, body.Count, body.NeededBy, by), by, act.Now),
            () => seen.Alerted
        );
        return sent.With(new Recorded(task.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>不用了: takes a request back. Nobody is alerted any longer.</summary>
    public static Task<Outcome<Recorded>> Withdraw(Guid id, Guid taskId, Act act) =>
        (
            act.OnTask(id, taskId, IncidentPermissions.HelpAsk) with
            {
                Assigned = found => found.Task.Help?.By.Account == act.Asked.Account,
            }
        ).Do(by => new WithdrawHelp(new(taskId), by, act.Now));

    // The task shows its doors to the people it alerts, so the requester must be able to see them.
    private static bool Sees(IncidentSeen seen, NewHelp body, IReadOnlySet<HouseholdId> given) =>
        (body.Doors ?? []).All(door =>
            seen.Known.Of<ResidentsKnown>(seen.Asked.Realm).Households.GetValueOrDefault(door) is { } home
            && home.Community == body.Community
            && (
                given.Contains(door)
                || seen.Asked.Allow(IncidentPermissions.DoorsRead, new Place(home.Community, home.Grid)).Problem is null
            )
        );
}

/// <summary>The help of several incidents, each with the incident it is asked for in.</summary>
internal sealed record HelpPage(IReadOnlyList<MyTaskShown> Items, long Position)
{
    /// <summary>Requests in an incident that have not been met.</summary>
    public static IEnumerable<MyTaskShown> Of(IncidentSeen seen, ISealing sealing) =>
        TaskPage
            .Pressing(
                seen.Incident.State.Tasks.Values.Where(task =>
                    task.Help is not null && task.State is not (TaskState.Done or TaskState.Cancelled)
                )
            )
            .Where(task => new TaskSeen(seen, task).May(TeamPermissions.TaskRead) is null)
            .Select(task => MyTaskShown.Of(seen, task, sealing));
}

/// <summary>A request for help.</summary>
/// <param name="Id">Id chosen by the requester, so that it can be taken back before an answer has come. A request with
/// an existing id is not made again.</param>
/// <param name="Count">Number of people, cars or pieces; 1 … 10,000.</param>
/// <param name="Text">Purpose and place, 1 to 500 characters.</param>
/// <param name="Doors">Households it is for. The people it alerts can see them.</param>
/// <param name="NeededBy">Time until which it is of use; later than now.</param>
/// <param name="Life">True when a life depends on it: everybody is alerted at once.</param>
/// <param name="To">Member who is asked before all others.</param>
internal sealed record NewHelp(
    Guid? Id,
    string? Community,
    HelpKind? Kind,
    int? Count,
    string? Text,
    ListOf<HouseholdId>? Doors,
    DateTimeOffset? NeededBy,
    bool? Life,
    MemberId? To
)
{
    private const int MostDoors = 20;

    public static IReadOnlyList<string> Faults(NewHelp body, DateTimeOffset now) =>
        [
            .. Checks.Need(body.Id != Guid.Empty, "$.id: not of zeros"),
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Need(body.Kind is not null, "$.kind: people, car, goods or professionals"),
            .. Checks.Need(body.Count is null or (>= 1 and <= HelpAsked.Most), $"$.count: 1 to {HelpAsked.Most}"),
            .. Checks.Text(body.Text, "$.text", 500, needed: true),
            .. Checks.Need(body.Doors is not { Count: > MostDoors }, $"$.doors: at most {MostDoors}"),
            .. Checks.Need(body.NeededBy is not { } at || at > now, "$.neededBy: later than now"),
        ];

    public PlannedTask Planned(TaskId id, Sealed text, TeamKnown team, MemberId? asker, DateTimeOffset at)
    {
        var life = Life == true;
        var levels = Assignment.Helping(
            Kind!.Value,
            life,
            To,
            asker,
            team.State.Members.Values,
            team.State.Roster.Values,
            at,
            team.State.Grounded(Shanghai.Day(at))
        );
        return new(id, null, life ? TaskClass.Life : TaskClass.Wait, null, text, [], Doors ?? [], levels, 0);
    }
}
