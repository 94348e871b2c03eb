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

/// <summary>What was photographed and said at visits of somebody, sealed under the person's own key: for who reads the words of visits, and for nobody who was given one door.</summary>
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
        // Nothing of a visit is in a drill.
        if (asked.Realm != Entities.Live || new VisitsQuery(known, asked).Of(community, person) is not { Sight.ByTask: false } one)
            return Problem.Of(Domain.Visiting.Visits.Unknown);
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
