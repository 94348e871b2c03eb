using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Consents, notices and other papers of a resident, sealed under the person's own key. Askers who can see the name can
/// see them. A minor's need an approval for the asker's role.
/// </summary>
internal sealed class PersonAttachments(Folding folding) : IAttachmentOwners
{
    public string Kind => "person";

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string community, Guid id)
    {
        var (asked, person, today) = (act.Asked, new PersonId(id), Shanghai.Day(act.Now));
        var known = await folding.With(known => known.Of<ResidentsKnown>(asked.Realm).Persons.ContainsKey(person), act.Stop);
        var residents = known.Of<ResidentsKnown>(asked.Realm);
        var one = residents.Persons.GetValueOrDefault(person) is { Erased: false } found && found.Community == community ? found : null;
        var place = one?.Place ?? new Place(community);
        if (PersonSight.Of(asked, permission, place, byTask: false) is not { } sight)
            return asked.Sees(place) ? Problem.NotYours(permission) : Problem.NotFound;
        // Askers without sight of the register can have papers of a child's case, but not these.
        if (asked.Allow(PeoplePermissions.PersonReveal, place).Problem is { } unseen)
            return unseen;
        if (one is null)
            return Problem.Of(Residents.UnknownPerson, person.ToString());
        var minor = one.IsMinor(today);
        if (permission == AttachmentPermissions.Read && minor && !residents.Register(community).Has(sight.Role, today))
            return new Problem("sight.not-approved", []);
        return new AttachmentOwner(
            place,
            id,
            new Reading(
                AccessPurpose.Reveal,
                null,
                community,
                [person],
                Approval: minor ? Approvals.Standing : null,
                Code: ReasonCode.Check
            )
        )
        {
            HidesPhotos = !one.AllowsPhotos(today),
            NobodyAsked = one.WasNotAskedOfPhotos(today),
        };
    }
}
