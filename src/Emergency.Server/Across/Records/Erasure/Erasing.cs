using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Protection;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// Destroys a resident's record: first the journal records it, then the keys are destroyed. The other order could leave an unreadable
/// person whom a later file brings back.
/// </summary>
internal sealed class Erasing(Folding folding, IFeed feed, Recording recording, Sending sending, ISealing sealing, Destroying destroying)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Sent> Erase(Asked asked, string community, PersonId id, ErasureBasis basis, CancellationToken stop)
    {
        var place = new Place(community);
        if (asked.Allow(ConfirmationPermissions.PersonErase, place).Problem is { } problem)
            return new(Position.Start, problem);
        // Recent acts of others must be seen: an area drawn a moment ago forbids the erasure.
        if (await folding.At(await feed.Head(stop), Patience, stop) is not { } known)
            return new(Position.Start, Problem.Behind(folding.Percent));
        var residents = known.Of<ResidentsKnown>(asked.Realm);
        var person = residents.Persons.GetValueOrDefault(id);
        if (person is null ? !residents.Erased.Hold(id) : person.Community != community)
            return new(Position.Start, Problem.NotFound);
        var (_, sent) = person is null
            ? (default, new Sent(known.At))
            : await recording.Write(
                asked,
                ConfirmationPermissions.PersonErase,
                place,
                byTask: false,
                new(AccessPurpose.Erase, null, community, [id]),
                stop
            );
        if (!sent.Accepted)
            return sent;
        var (home, gone) = person is null ? (null, []) : await Home(residents, person, stop);
        var stone = sealing.Tombstone(person?.Sensitive.IdNumber, person?.Contact.Name, person?.Listed.Born);
        var to = Entities.Residents(asked.Realm, community);
        var done = await sending.Send(
            asked,
            ConfirmationPermissions.PersonErase,
            place,
            to,
            by => new ErasePerson(
                id,
                stone,
                basis,
                gone,
                home,
                person is null ? [] : Incidents(known, asked.Realm, id),
                person is null ? [] : Cases(known, asked.Realm, id),
                by,
                asked.Now
            ),
            stop: stop
        );
        // The journal decides: another request may have been first.
        if (
            !done.Accepted
            || await folding.At(done.Position, Patience, stop) is not { } after
            || !after.Of<ResidentsKnown>(asked.Realm).Erased.Told.TryGetValue(id, out var told)
        )
            return done;
        await destroying.Erase(Entry(told.Register, told.Event), CancellationToken.None);
        // Records merged into this one belong to the same person.
        foreach (var other in residents.MergedOf(community).Where(one => one.Left!.Into == id).ToList())
            if (
                await Erase(
                    asked with
                    {
                        CommandId = Derived.Id(asked.CommandId, other.Id.ToString()),
                    },
                    community,
                    other.Id,
                    basis,
                    stop
                ) is
                { Accepted: false } refused
            )
                return refused;
        return done;
    }

    /// <summary>
    /// Masked name of the record's owner, for the person asked to confirm; null where the record is gone already. Returns the problem where
    /// the asker cannot request it, or the entity would refuse it now.
    /// </summary>
    public async ValueTask<(string? Name, Problem? Problem)> Named(Asked asked, string community, PersonId id, CancellationToken stop)
    {
        if (asked.Allow(ConfirmationPermissions.PersonErase, new Place(community)).Problem is { } problem)
            return (null, problem);
        var known = await folding.Newest(stop);
        var residents = known.Of<ResidentsKnown>(asked.Realm);
        if (residents.Persons.GetValueOrDefault(id) is not { } person)
            return (null, residents.Erased.Hold(id) ? null : Problem.NotFound);
        if (person.Community != community)
            return (null, Problem.NotFound);
        return Against(known, asked.Realm, person, Shanghai.Day(asked.Now)) is { } standing
            ? (null, standing)
            : (Masks.Name(person.Listed.Name), null);
    }

    /// <summary>Reason against erasing a record on a day.</summary>
    internal static Problem? Against(Known known, string realm, PersonKnown person, DateOnly today)
    {
        var (id, residents) = (person.Id, known.Of<ResidentsKnown>(realm));
        // The person has another record, which would remain: either that one is erased, and this one goes with it, or the two are parted
        // first.
        if (person.Left?.Into is { } into && residents.Persons.GetValueOrDefault(into) is { Erased: false })
            return Problem.Of(Residents.MergedInto, into.ToString());
        if (residents.Held.TryGetValue(id, out var until) && until >= today)
            return Problem.Of(Residents.Held, until.ToString("O", CultureInfo.InvariantCulture));
        if (Incidents(known, realm, id) is { Count: > 0 } incidents)
            return Problem.Of(Residents.AtDoors, string.Join(", ", incidents));
        return Cases(known, realm, id) is { Count: > 0 } cases ? Problem.Of(Residents.InCare, string.Join(", ", cases)) : null;
    }

    /// <summary>Entry of an erasure in the key store.</summary>
    public static ErasedPerson Entry(EntityId of, IErasure erased) =>
        new(
            erased.Subject,
            of.ToString(),
            JsonSerializer.Serialize(erased, erased.GetType(), Json.Options),
            erased.Keys,
            erased.At.ToUnixTimeSeconds()
        );

    // A household that names the person as its head is sealed anew, without the head, under a new key: the old key goes too.
    private async ValueTask<(Household? Home, ListOf<Guid> Gone)> Home(ResidentsKnown residents, PersonKnown person, CancellationToken stop)
    {
        if (
            person.Household is not { } id
            || residents.Households.GetValueOrDefault(id) is not { Erased: false } home
            || home.Community != person.Community
            || home.Contact.Head != person.Listed.Name
        )
            return (null, []);
        var key = Derived.Id(id.Value, $"without {person.Id}");
        await sealing.Ensure([key], stop);
        return (
            new(id, home.Grid, home.Members, sealing.Seal(key, home.Contact with { Head = "", Phones = [] })),
            home.Key == key ? [] : [home.Key]
        );
    }

    internal static ListOf<string> Incidents(Known known, string realm, PersonId id)
    {
        var (incidents, doors) = (known.Of<IncidentsKnown>(realm), known.Of<DoorsKnown>(realm));
        return
        [
            .. incidents
                .Open.Where(incident => doors.In(incident.Id).Any(community => doors.Of(incident.Id, community).Persons.ContainsKey(id)))
                .Select(incidents.Number),
        ];
    }

    internal static ListOf<string> Cases(Known known, string realm, PersonId id) =>
        [
            .. known
                .Of<CareKnown>(realm)
                .All.Values.Where(care => care.State.Person == id && care.State.Stage != CareStage.Ended)
                .Select(care => care.Id.ToString())
                .Order(StringComparer.Ordinal),
            .. known.Of<ProtectionKnown>(realm).Stands(id) ? [id.ToString()] : (string[])[],
        ];
}
