using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Sight given by an alert or assignment: the doors of the asker's tasks, from the alert until somebody else takes the
/// task or it ends.
/// </summary>
internal static class TaskSight
{
    /// <summary>Households of the asker's tasks in an incident; empty where there are none.</summary>
    public static IReadOnlySet<HouseholdId> Doors(Known known, IncidentId incident, Asked asked)
    {
        var incidents = known.Of<IncidentsKnown>(asked.Realm);
        return incidents.Find(incident) is { Running: true } found
            ? Of(incidents, incident, asked).SelectMany(key => found.State.Tasks[key.Task].Doors).ToImmutableHashSet()
            : [];
    }

    /// <summary>
    /// Households to which the asker was ever sent in a running incident: the asker can still report from their doors after
    /// a fact or another person has ended the task. It gives no access to data.
    /// </summary>
    public static IReadOnlySet<HouseholdId> SentTo(Known known, IncidentId incident, Asked asked)
    {
        return known.Of<IncidentsKnown>(asked.Realm).Find(incident) is { Running: true } found
            ? found.State.Tasks.Values.Where(task => WasSent(task, asked)).SelectMany(task => task.Doors).ToImmutableHashSet()
            : [];
    }

    private static bool WasSent(IncidentTask task, Asked asked) =>
        task.Holder?.Account == asked.Account
        || (asked.Member is { } bound && bound.Community == task.Community && TaskRules.Alerted(task).Contains(bound.Member));

    /// <summary>Tasks of an incident that alert the asker's member or are in the asker's hands.</summary>
    public static IEnumerable<TaskKey> Of(IncidentsKnown known, IncidentId incident, Asked asked) =>
        known.Alerted.Of(asked.Account).Where(key => key.Incident == incident);

    /// <summary>
    /// Members alerted now: of an open life-safety task all of its people; of a task that can wait all it has reached so
    /// far, except members who have declined; of a taken one nobody.
    /// </summary>
    public static IEnumerable<MemberId> AlertedTo(IncidentTask task) =>
        task.State == TaskState.Open ? TaskRules.Alerted(task).Where(member => !task.Declined.Any(by => by.Member == member)) : [];

    /// <summary>True when it is open and nobody took it in time.</summary>
    public static bool IsLate(IncidentTask task) =>
        task.State == TaskState.Open && (task.Reminders > 0 || task is { Class: TaskClass.Wait, Level: > 0 });
}
