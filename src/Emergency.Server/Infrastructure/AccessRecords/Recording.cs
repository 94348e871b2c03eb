using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Infrastructure.AccessRecords;

/// <summary>One reading of personal data, to be written down before anything leaves.</summary>
/// <param name="Reason">Why, sealed; null where the purpose says it all.</param>
/// <param name="Approval">"standing" where a minor is shown by name; null where none is.</param>
/// <param name="Code">Why, in the clear.</param>
/// <param name="Of">The reading whose reason is opened, or by which an opened list was kept.</param>
/// <param name="Search">In which fields somebody was looked for, and how many were found.</param>
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

/// <summary>Writes access records: durable before the value leaves. What is answered again is read again: each writing is a record of its own, whatever key the request came with.</summary>
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

    /// <summary>For what is no single community's: written in the county of the part of the asker's own scope that allows it.</summary>
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

    // A door given by a task may lie outside the asker's own grid: what allows it is the task, so the asker's own part of the division is named.
    private static Place Reached(Asked asked, Permission permission, Place place, bool byTask) =>
        byTask && asked.Allow(permission, place).Grant is null ? asked.Within(permission, place.Division) : place;
}
