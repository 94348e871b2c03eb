using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Broadcast data of an incident and its tasks: codes, counts and states. Never a title, address, caller, name or need:
/// those come by GET, which checks the asker.
/// </summary>
internal static class Lights
{
    public const string Incident = "incident",
        Task = "task";

    /// <summary>The divisions and all above them: a subscriber of a division hears of everything in it.</summary>
    public static ImmutableHashSet<string> Above(IEnumerable<string> divisions) =>
        [.. divisions.SelectMany(code => new[] { 12, 9, 6, 4, 2 }.Where(digits => code.Length >= digits).Select(digits => code[..digits]))];

    public static IncidentLight Of(IncidentsKnown known, IncidentKnown incident)
    {
        var state = incident.State;
        return new(
            incident.Id,
            known.Number(incident),
            state.County,
            state.Community,
            state.Grid,
            state.Category,
            state.Priority,
            state.Stage,
            state.Grade,
            Doubt(incident),
            TakenBack(state),
            state.Unattended && incident.Tasks.Select(incident.Shown).All(task => task?.Help is not null),
            state.OpenedAt!.Value,
            [.. state.Impact?.Communities ?? []],
            state.Impact?.Version ?? 0,
            incident.Counts,
            state.Joined?.Main,
            [
                .. state
                    .TakenIn.Keys.Select(known.Find)
                    .OfType<IncidentKnown>()
                    .OrderBy(one => one.OpenedAt)
                    .Select(one => new JoinedLight(one.Id, known.Number(one), one.State.OpenedAt!.Value)),
            ],
            WindLight.Of(state.Wind),
            state.Reports.Count
        );
    }

    public static TaskLight Of(IncidentId incident, IncidentTask task) =>
        new(
            task.Id,
            incident,
            task.Community,
            task.Card,
            task.Step,
            task.Class,
            task.State,
            task.Level,
            task.Levels.ElementAtOrDefault(task.Level)?.Role,
            task.Due,
            task.Reminders,
            TaskSight.IsLate(task),
            task.Doors.Count,
            task.OpenedAt,
            task.TakenAt,
            task.Shortages.Count(shortage => shortage.State != ShortageState.Granted),
            TaskRules.Alerted(task).Count(),
            TaskRules.Noticed(task),
            HelpLight.Of(task)
        );

    /// <summary>A task for the phone of somebody it concerns.</summary>
    public static MyTask Mine(IncidentsKnown known, TaskKey key, AccountId account)
    {
        var incident = known.All[key.Incident];
        var task = incident.State.Tasks[key.Task];
        return new(
            known.Number(incident),
            incident.State.Category,
            task.Text,
            task.Holder?.Account == account,
            task.Doors,
            Of(key.Incident, task)
        );
    }

    /// <summary>A given place in no known community, or where no desk answers, must also be verified by somebody.</summary>
    private static string? Doubt(IncidentKnown incident) =>
        incident.State.Doubt
        ?? (
            incident.State.Community is null ? "unplaced"
            : incident.Instead.Count > 0 ? "outside"
            : null
        );

    /// <summary>
    /// True when every hotline that reported it has taken its case back: somebody must decide whether it was a false alarm.
    /// </summary>
    private static bool TakenBack(Incident state) => state.Reports.Values.All(report => report.Withdrawn);
}

/// <summary>
/// An incident on a board or map. <paramref name="TakenBack"/>: 报警方已撤销, for a person to decide;
/// <paramref name="Unattended"/>: 没人处置; <paramref name="JoinedInto"/>: the main one, while this one is joined to it.
/// </summary>
internal sealed record IncidentLight(
    IncidentId Id,
    string Number,
    string County,
    string? Community,
    string? Grid,
    Category Category,
    Priority Priority,
    IncidentStage Stage,
    Grade? Grade,
    string? Doubt,
    bool TakenBack,
    bool Unattended,
    DateTimeOffset OpenedAt,
    ListOf<string> Communities,
    int AreaVersion,
    TaskCounts Tasks,
    IncidentId? JoinedInto,
    ListOf<JoinedLight> Joined,
    WindLight? Wind,
    int Reports
);

/// <summary>
/// The latest known wind. <paramref name="From"/>: direction from which it blows, degrees from north by east;
/// <paramref name="Force"/>: 0 to 17. After 30 minutes it is no longer current.
/// </summary>
internal sealed record WindLight(int From, int Force, DateTimeOffset At)
{
    public static WindLight? Of(Wind? told) => told is null ? null : new(told.From, told.Force, told.At);
}

/// <summary>An incident that was joined to the one shown.</summary>
internal sealed record JoinedLight(IncidentId Id, string Number, DateTimeOffset OpenedAt);

/// <summary>Number of tasks by state. <paramref name="Late"/>: open ones that nobody took in time.</summary>
internal sealed record TaskCounts(int Open, int Taken, int Done, int Late)
{
    public static TaskCounts Of(IEnumerable<TaskState> tasks, int late)
    {
        var (open, taken, done) = (0, 0, 0);
        foreach (var task in tasks)
            _ = task switch
            {
                TaskState.Open => open++,
                TaskState.Taken or TaskState.Arrived => taken++,
                TaskState.Done => done++,
                _ => 0,
            };
        return new(open, taken, done, late);
    }
}

/// <summary>
/// A task on the board. <paramref name="Role"/>: role asked now; <paramref name="Doors"/>: number of doors;
/// <paramref name="Short"/>: number of lacking things that nobody has granted; <paramref name="Alerted"/>: number of
/// people it rang so far; <paramref name="Seen"/>: number of their phones on which it was looked at.
/// </summary>
internal sealed record TaskLight(
    TaskId Id,
    IncidentId Incident,
    string Community,
    string? Card,
    string? Step,
    TaskClass Class,
    TaskState State,
    int Level,
    string? Role,
    DateTimeOffset? Due,
    int Reminders,
    bool Late,
    int Doors,
    DateTimeOffset OpenedAt,
    DateTimeOffset? TakenAt,
    int Short,
    int Alerted,
    int Seen,
    HelpLight? Help
);

/// <summary>
/// Help that a task brings. <paramref name="AskedBy"/>: role of the requester; <paramref name="Refused"/>: number of
/// people who said that they cannot.
/// </summary>
internal sealed record HelpLight(HelpKind Kind, int? Count, DateTimeOffset? NeededBy, Role AskedBy, int Refused)
{
    public static HelpLight? Of(IncidentTask task) =>
        task.Help is { } help ? new(help.Kind, help.Count, help.NeededBy, help.By.Role, task.Refused.Count) : null;
}

/// <param name="Doors">Household ids. The data behind them comes with GET …/doors.</param>
internal sealed record MyTask(string Number, Category Category, string? Text, bool Mine, ListOf<HouseholdId> Doors, TaskLight Task);
