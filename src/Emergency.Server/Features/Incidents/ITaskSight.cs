using Emergency.Domain;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Which doors an asker may see because of tasks: those of tasks the asker is alerted to and nobody else has taken, and of tasks in the asker's own hands. Ends with the task.</summary>
internal interface ITaskSight
{
    /// <summary>Households of the asker's tasks in one incident; empty where there are none.</summary>
    IReadOnlySet<HouseholdId> Doors(Known known, IncidentId incident, Asked asked);

    /// <summary>Households to which the asker was ever sent in one running incident: what was seen at their doors may still be said when a fact or somebody else has ended the task meanwhile. Nothing may be read by it.</summary>
    IReadOnlySet<HouseholdId> SentTo(Known known, IncidentId incident, Asked asked);
}
