using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>
/// Pictures and recordings of a person's visits, sealed under the person's own key. They are for askers who can see the
/// words of visits, not for somebody who was handed a single door.
/// </summary>
internal sealed class VisitAttachments(Folding folding) : IAttachmentOwners
{
    public string Kind => "visit";

    public IReadOnlyCollection<Role> Has(Permission permission) =>
        permission == AttachmentPermissions.Read
            ? [Role.StreetOfficer, .. Roles.Committee, .. Roles.Chiefs]
            : [.. Roles.Committee, .. Roles.Chiefs];

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string community, Guid id)
    {
        var (asked, person) = (act.Asked, new PersonId(id));
        var known = await folding.With(known => known.Of<ResidentsKnown>(asked.Realm).Persons.ContainsKey(person), act.Stop);
        // A drill holds nothing of visits.
        if (asked.Realm != Entities.Live || new VisitsQuery(known, asked).Of(community, person) is not { Sight.ByTask: false } one)
            return Problem.Of(Domain.Visits.PersonVisits.Unknown);
        if (asked.Allow(permission, one.Person.Place).Problem is { } problem)
            return problem;
        return new AttachmentOwner(
            one.Person.Place,
            id,
            new Reading(AccessPurpose.Register, null, community, [person], Code: ReasonCode.Visit)
        )
        {
            HidesPhotos = !one.Person.AllowsPhotos(Shanghai.Day(act.Now)),
            NobodyAsked = one.Person.WasNotAskedOfPhotos(Shanghai.Day(act.Now)),
        };
    }
}
