using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>
/// A task with its words, places and people. <paramref name="Settled"/> of its doors are settled, by anybody;
/// <paramref name="Noticed"/>: the asker has been shown it. Names of members only for askers who can see the team; the
/// holder's for all who see the task.
/// </summary>
internal sealed record TaskShown(
    TaskLight Task,
    string? Text,
    ListOf<string> Professionals,
    ListOf<HouseholdId> Doors,
    int Settled,
    ListOf<TaskPlace> Places,
    ListOf<LevelShown> Levels,
    HolderShown? Holder,
    ListOf<TaskSupply> Supplies,
    bool Mine,
    bool Noticed,
    HelpShown? Help
)
{
    public static TaskShown Of(IncidentSeen seen, IncidentTask task, ISealing sealing)
    {
        var teams = seen.Known.Of<TeamsKnown>(seen.Asked.Realm);
        var names = seen.MayIn(TeamPermissions.Read, task.Community);
        string? Name(MemberId member) => teams.Member(task.Community, member)?.Contact?.Name;
        var text = task.OwnText is { } own ? sealing.Open<FreeText>(own)?.Text : task.Text;
        var holder = HolderShown.Of(seen, task);
        return new(
            Lights.Of(seen.Incident.Id, task),
            text,
            task.Professionals,
            task.Doors,
            TaskFacts.SettledOf(seen.Known.Of<DoorsKnown>(seen.Asked.Realm).Of(seen.Incident.Id, task.Community), task.Doors),
            TaskPlace.Of(seen, task),
            [
                .. task.Levels.Select(level => new LevelShown(
                    level.Role,
                    [.. level.Members.Select(id => new MemberAsked(id, names ? Name(id) : null))]
                )),
            ],
            holder,
            TaskSupply.Of(seen, task),
            holder?.Account == seen.Asked.Account,
            seen.Asked.Member is { } bound && task.NoticedBy.Contains(bound.Member),
            HelpShown.Of(seen, task, sealing)
        );
    }
}

/// <summary>A building, or one of its stairwells, with doors of a task.</summary>
internal sealed record TaskPlace(string? Grid, string? Building, string? Unit, int Doors)
{
    public static ListOf<TaskPlace> Of(IncidentSeen seen, IncidentTask task)
    {
        var homes = seen.Known.Of<ResidentsKnown>(seen.Asked.Realm).Households;
        return
        [
            .. task
                .Doors.Select(id => homes.GetValueOrDefault(id))
                .OfType<HouseholdKnown>()
                .GroupBy(home => (home.Grid, home.Contact.Building, home.Contact.Unit))
                .OrderBy(place => place.Key.Building, StringComparer.Ordinal)
                .ThenBy(place => place.Key.Unit, StringComparer.Ordinal)
                .Select(place => new TaskPlace(place.Key.Grid, place.Key.Building, place.Key.Unit, place.Count())),
        ];
    }
}

/// <summary>A step of the ladder: the people asked and the role that brought them in; without members it is the street office.</summary>
internal sealed record LevelShown(string Role, ListOf<MemberAsked> Members);

internal sealed record MemberAsked(MemberId Id, string? Name);

/// <summary>Person who has a task in hand, requested it or cannot do it; the name as the team has it now.</summary>
internal sealed record HolderShown(AccountId Account, Role Role, MemberId? Member, string? Name)
{
    public static HolderShown? Of(IncidentSeen seen, IncidentTask task)
    {
        return task.Holder is { } by ? Of(seen, task, by) : null;
    }

    public static HolderShown Of(IncidentSeen seen, IncidentTask task, By by)
    {
        var teams = seen.Known.Of<TeamsKnown>(seen.Asked.Realm);
        return new(by.Account, by.Role, by.Member, by.Member is { } member ? teams.Member(task.Community, member)?.Contact?.Name : null);
    }
}

/// <summary>
/// The help that a task brings: the requester, and people who cannot help. <paramref name="Mine"/>: true when the asker
/// of this answer requested it.
/// </summary>
internal sealed record HelpShown(HolderShown AskedBy, bool Mine, ListOf<RefusedShown> Refused)
{
    public static HelpShown? Of(IncidentSeen seen, IncidentTask task, ISealing sealing) =>
        task.Help is { } help
            ? new(
                HolderShown.Of(seen, task, help.By),
                help.By.Account == seen.Asked.Account,
                [
                    .. task.Refused.Select(one => new RefusedShown(
                        HolderShown.Of(seen, task, one.By),
                        one.Reason is { } reason ? sealing.Open<FreeText>(reason)?.Text : null,
                        one.At
                    )),
                ]
            )
            : null;
}

/// <summary>Somebody who cannot help, with their reason; null where they gave none.</summary>
internal sealed record RefusedShown(HolderShown Who, string? Reason, DateTimeOffset At);

/// <summary>The tasks of an incident.</summary>
internal sealed record TaskPage(IReadOnlyList<TaskShown> Items, long Position)
{
    public static TaskPage Of(IncidentSeen seen, string? community, ISealing sealing)
    {
        var tasks = seen
            .Incident.State.Tasks.Values.Where(task => community is null || task.Community == community)
            .Where(task => new TaskSeen(seen, task).May(TeamPermissions.TaskRead) is null);
        return new([.. Pressing(tasks).Select(task => TaskShown.Of(seen, task, sealing))], seen.Known.At.Value);
    }

    /// <summary>Tasks that nobody took in time.</summary>
    public static IEnumerable<TaskShown> Late(IncidentSeen seen, ISealing sealing) =>
        Pressing(seen.Incident.State.Tasks.Values.Where(TaskSight.IsLate))
            .Where(task => new TaskSeen(seen, task).May(TeamPermissions.TaskRead) is null)
            .Select(task => TaskShown.Of(seen, task, sealing));

    /// <summary>Orders tasks: open before taken before ended, life before those that can wait, the longest open first.</summary>
    internal static IEnumerable<IncidentTask> Pressing(IEnumerable<IncidentTask> tasks) =>
        tasks.OrderBy(task => task.State).ThenBy(task => task.Class).ThenBy(task => task.OpenedAt).ThenBy(task => task.Id.Value);
}

/// <summary>
/// The asker's own tasks over all incidents. <paramref name="Asked"/>: the asker's own requests for help in running
/// incidents, the newest first.
/// </summary>
internal sealed record MyTasks(IReadOnlyList<MyTaskShown> Items, IReadOnlyList<MyTaskShown> Asked, long Position)
{
    public static MyTasks Of(Known known, Asked asked, ISealing sealing)
    {
        var incidents = known.Of<IncidentsKnown>(asked.Realm);
        var mine = incidents
            .Alerted.Of(asked.Account)
            .Select(key => (Seen: new IncidentSeen(incidents.All[key.Incident], known, asked), key.Task))
            .Where(one => one.Seen.Incident.Running);
        var tasks = mine.Select(one => (one.Seen, Task: one.Seen.Incident.State.Tasks[one.Task]))
            .OrderBy(one => one.Task.State == TaskState.Open)
            .ThenBy(one => one.Task.Class)
            .ThenBy(one => one.Task.OpenedAt);
        var help = incidents
            .Alerted.ByAsker.GetValueOrDefault(asked.Account, [])
            .Select(key => (Seen: new IncidentSeen(incidents.All[key.Incident], known, asked), key.Task))
            .Select(one => (one.Seen, Task: one.Seen.Incident.State.Tasks[one.Task]))
            .OrderByDescending(one => one.Task.OpenedAt);
        return new(
            [.. tasks.Select(one => MyTaskShown.Of(one.Seen, one.Task, sealing))],
            [.. help.Select(one => MyTaskShown.Of(one.Seen, one.Task, sealing))],
            known.At.Value
        );
    }
}

internal sealed record MyTaskShown(string Number, Category Category, string? Title, string? Address, TaskShown Task)
{
    public static MyTaskShown Of(IncidentSeen seen, IncidentTask task, ISealing sealing)
    {
        var shown = IncidentShown.Of(seen, sealing);
        return new(shown.Incident.Number, shown.Incident.Category, shown.Title, shown.Address, TaskShown.Of(seen, task, sealing));
    }
}
