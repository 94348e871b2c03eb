using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Incidents;

/// <summary>A task as the asker can see it.</summary>
internal sealed record TaskSeen(IncidentSeen Seen, IncidentTask Task)
{
    public Place Place(Permission permission) => Seen.Asked.Within(permission, Task.Community);

    /// <summary>True when the asker holds it or was alerted to it: a person who comes second is told who was first.</summary>
    public bool Concerns() =>
        Task.Holder?.Account == Seen.Asked.Account || (Seen.Asked.Member is { } bound && TaskRules.Alerted(Task).Contains(bound.Member));

    /// <summary>
    /// Null where the asker has the permission: by scope, because it is the asker's now, or because the asker requested the
    /// help it brings.
    /// </summary>
    public Problem? May(Permission permission) =>
        Seen
            .Asked.Allow(
                permission,
                Place(permission),
                () =>
                    Task.Help?.By.Account == Seen.Asked.Account
                    || Seen.Incidents.Alerted.Of(Seen.Asked.Account).Contains(new(Seen.Incident.Id, Task.Id))
            )
            .Problem;
}
