using Emergency.Domain;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Doors that an asker can see because of tasks: those of tasks that alert the asker and nobody else has taken, and of
/// tasks in the asker's own hands. Ends with the task.
/// </summary>
internal interface ITaskSight
{
    /// <summary>Households of the asker's tasks in an incident; empty where there are none.</summary>
    IReadOnlySet<HouseholdId> Doors(Known known, IncidentId incident, Asked asked);

    /// <summary>
    /// Households to which the asker was ever sent in a running incident: the asker can still report from their doors after
    /// a fact or another person has ended the task. It gives no access to data.
    /// </summary>
    IReadOnlySet<HouseholdId> SentTo(Known known, IncidentId incident, Asked asked);
}
