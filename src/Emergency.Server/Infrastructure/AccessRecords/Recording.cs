using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Infrastructure.AccessRecords;

/// <summary>An access record of personal data, which must be written before the data leave the server.</summary>
/// <param name="Reason">Words of the asker's reason, sealed; null where the purpose is reason enough.</param>
/// <param name="Approval">"standing" where a minor is shown by name; null where none is.</param>
/// <param name="Code">Code of the reason, in the clear.</param>
/// <param name="Of">Earlier access record whose reason is opened, or under which an opened list was saved.</param>
/// <param name="Search">Fields in which somebody was searched for, and the number of people found.</param>
internal sealed record Reading(
    AccessPurpose Purpose,
    IncidentId? Incident,
    string Community,
    ListOf<PersonId> Persons,
    Sealed? Reason = null,
    string? Approval = null,
    ReasonCode? Code = null,
    AccessId? Of = null,
    SearchTold? Search = null
);

/// <summary>
/// Writes access records; each is durable before the value leaves. A repeated answer gets a record of its own, whatever idempotency key the
/// request came with.
/// </summary>
internal sealed class Recording(Sending sending, Clock clock)
{
    /// <param name="place">A place the asker's own scope covers, or, given a task, the division.</param>
    public async ValueTask<(AccessId Id, Sent Sent)> Write(
        Asked asked,
        Permission permission,
        Place place,
        bool byTask,
        Reading reading,
        CancellationToken stop
    )
    {
        var own = asked with { CommandId = clock.NewId() };
        var access = own.NewId<AccessId>();
        var log = Entities.Audit(asked.Realm, Shanghai.Day(asked.Now), Divisions.County(reading.Community));
        return (
            access,
            await sending.Send(
                own,
                permission,
                Reached(asked, permission, place, byTask),
                log,
                by => new RecordAccess(
                    access,
                    reading.Purpose,
                    reading.Incident,
                    reading.Community,
                    reading.Persons,
                    reading.Reason,
                    reading.Approval,
                    by,
                    asked.Now,
                    reading.Code,
                    reading.Of,
                    reading.Search
                ),
                () => byTask,
                stop
            )
        );
    }

    /// <summary>
    /// Writes the record of a reading that belongs to no single community: in the county of the part of the asker's own scope that allows
    /// it.
    /// </summary>
    public ValueTask<(AccessId Id, Sent Sent)> Write(Asked asked, Permission permission, AccessPurpose purpose, CancellationToken stop)
    {
        var scope = asked.Grants.First(grant => permission.Of(grant.Role) == Reach.Scope).Scope;
        return Write(
            asked,
            permission,
            new Place(scope.Division, scope.Grid, scope.Building, scope.Unit),
            byTask: false,
            new(purpose, null, scope.Division, []),
            stop
        );
    }

    // A door given by a task may lie outside the asker's own grid. The task is what allows it, so the record names the asker's own part of
    // the division.
    private static Place Reached(Asked asked, Permission permission, Place place, bool byTask) =>
        byTask && asked.Allow(permission, place).Grant is null ? asked.Within(permission, place.Division) : place;
}
