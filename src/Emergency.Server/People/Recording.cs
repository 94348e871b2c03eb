using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Identity;

namespace Emergency.Server.People;

/// <summary>One reading of personal data, to be written down before anything leaves.</summary>
/// <param name="Reason">Why, sealed; null where the purpose says it all.</param>
/// <param name="Approval">"standing" where a minor is shown by name; null where none is.</param>
public sealed record Reading(AccessPurpose Purpose, IncidentId? Incident, string Community, ListOf<PersonId> Persons, Sealed? Reason = null, string? Approval = null);

/// <summary>Writes access records: durable before the value leaves. Who reads other persons under the same key makes another record, who only asks again makes none.</summary>
public sealed class Recording(Sending sending)
{
    /// <param name="place">A place the asker's own scope covers, or, given a task, the division.</param>
    public async ValueTask<(AccessId Id, Sent Sent)> Write(Asked asked, Permission permission, Place place, bool byTask, Reading reading, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(reading);
        var read = Derived.Digest([reading.Community, .. reading.Persons.Select(person => person.ToString()).Order(StringComparer.Ordinal)]);
        var own = asked with { CommandId = Derived.Id(asked.CommandId, $"reading {read}") };
        var access = own.NewId<AccessId>();
        var log = Entities.Audit(asked.Realm, Shanghai.Day(asked.Now), Divisions.County(reading.Community));
        return (access, await sending.Send(own, permission, Reached(asked, permission, place, byTask), log, by => new RecordAccess(access, reading.Purpose, reading.Incident, reading.Community, reading.Persons, reading.Reason, reading.Approval, by, asked.Now), () => byTask, stop));
    }

    // A door given by a task may lie outside the asker's own grid: what allows it is the task, so the asker's own part of the division is named.
    private static Place Reached(Asked asked, Permission permission, Place place, bool byTask) =>
        byTask && asked.Allow(permission, place).Grant is null ? Incidents.IncidentSeen.Within(asked, permission, place.Division) : place;
}
