using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Disclosure;

/// <summary>Opens one person's record: names on demand. The record of the reading is durable before anything leaves.</summary>
internal sealed class Revealing(Folding folding, Recording recording, ISealing sealing, Confirming confirming)
{
    public async Task<Outcome<PersonRevealed>> Reveal(Asked asked, string community, PersonId id, NewReveal body, CancellationToken stop)
    {
        var (known, today) = (folding.Now, Shanghai.Day(asked.Now));
        var residents = known.Of<ResidentsKnown>(asked.Realm);
        if (residents.Persons.GetValueOrDefault(id) is not { } person || person.Community != community)
            return asked.Allow(PeoplePermissions.PersonReveal, new Place(community)).Grant is null
                ? asked.Sees(new Place(community))
                    ? Problem.NotYours(PeoplePermissions.PersonReveal)
                    : Problem.NotFound
                : Problem.NotFound;
        if (PersonSight.Of(asked, PeoplePermissions.PersonReveal, person.Place, byTask: false) is not { } sight)
            return asked.Sees(person.Place) ? Problem.NotYours(PeoplePermissions.PersonReveal) : Problem.NotFound;
        if (person.Erased)
            return Problem.Of(Residents.UnknownPerson, id.ToString());
        var minor = person.IsMinor(today);
        var approved = !minor || residents.Register(community).Has(sight.Role, today);
        if (!approved && Against(known, asked, body.Emergency == true) is { } problem)
            return problem;
        await sealing.Ensure([id.Value], stop);
        var reading = new Reading(
            AccessPurpose.Reveal,
            null,
            community,
            [id],
            sealing.Seal(id.Value, new FreeText(body.Reason!)),
            !minor ? null
                : approved ? Approvals.Standing
                : Approvals.Emergency,
            body.Code ?? ReasonCode.Other
        );
        var (access, sent) = await recording.Write(asked, PeoplePermissions.PersonReveal, person.Place, byTask: false, reading, stop);
        if (!sent.Accepted)
            return sent.With<PersonRevealed>(null!);
        var shown = Shown(access, person, sight, residents, today, Emergency(known, asked.Realm, person));
        if (approved)
            return new Outcome<PersonRevealed>(shown, known.At);
        var (waiting, told) = await confirming.Ask(
            asked,
            PeoplePermissions.PersonReveal,
            person.Place,
            new(AskedKind.EmergencySight, community, id.ToString()),
            id.Value,
            new SightTaken(sight.Role, id, body.Reason!),
            stop,
            known.InForce.Time(Deadlines.SightReviewed, community)
        );
        return told.With(shown with { ReviewedBy = waiting.Until });
    }

    /// <summary>
    /// Most children's records that an account can open in an emergency within a day before somebody has confirmed that one of them was
    /// justified.
    /// </summary>
    private const int MostUnanswered = 5;

    /// <summary>Reason against opening the record of a child for whom the asker has no approval.</summary>
    internal static Problem? Against(Known known, Asked asked, bool emergency) =>
        !emergency ? new Problem("sight.not-approved", [])
        : Unanswered(known, asked) >= MostUnanswered
            ? new Problem("sight.too-many", [MostUnanswered.ToString(CultureInfo.InvariantCulture)])
        : null;

    /// <summary>Number of emergency readings of the last day that nobody has confirmed as justified.</summary>
    private static int Unanswered(Known known, Asked asked) =>
        known
            .Of<ConfirmationsKnown>()
            .All.Values.Count(one =>
                one.Act.Kind == AskedKind.EmergencySight
                && one.AskedBy.Account == asked.Account
                && one.State.AskedAt > asked.Now.AddDays(-1)
                && one.State.Stage is not (ConfirmationStage.Confirmed or ConfirmationStage.Done)
            );

    /// <summary>True when the person is at the doors of an incident that runs now.</summary>
    private static bool Emergency(Known known, string realm, PersonKnown person)
    {
        var doors = known.Of<DoorsKnown>(realm);
        return known
            .Of<IncidentsKnown>(realm)
            .Running.Any(incident => doors.Of(incident.Id, person.Community).Persons.ContainsKey(person.Id));
    }

    private static PersonRevealed Shown(
        AccessId access,
        PersonKnown person,
        PersonSight sight,
        ResidentsKnown residents,
        DateOnly today,
        bool emergency
    )
    {
        var (contact, sensitive, register) = (person.Contact, person.Sensitive, sight.Register);
        return new(
            access.ToString(),
            person.Id,
            contact.Name,
            contact.Sex,
            contact.Phones,
            contact.Address,
            ResidentsQuery.DoorOf(person),
            residents.PointOf(person),
            sensitive.Needs,
            sensitive.Mobility,
            sensitive.LivesAlone,
            [
                .. person.Guardians.Select(guardian => new GuardianShown(
                    guardian.RoleOf(person, today),
                    guardian.Contact.Name,
                    guardian.Contact.Relation,
                    guardian.Contact.Phones,
                    guardian.Contact.Where,
                    guardian.Contact.From,
                    guardian.Contact.To,
                    guardian.Covers(today),
                    guardian.Id,
                    guardian.Contact.Role != guardian.RoleOf(person, today),
                    guardian.Contact.Notice
                )),
            ],
            sight.Kinds ? [.. person.KindsOn(today)] : null,
            register ? sensitive.Born : null,
            register ? sensitive.IdNumber : null,
            register ? sensitive.CareLevel : null,
            register && (emergency || person.AllowsIllness(today)) ? sensitive.Health : null,
            !register ? null
                : person.Newest(ConsentUse.HealthCare) is null ? sensitive.Consent
                : person.AllowsIllness(today),
            person.Household,
            register ? sensitive.BornIn : null,
            register ? sensitive.Capacity : null,
            register ? sensitive.CapacityBasis : null,
            sensitive.CheckedOn
        );
    }
}
