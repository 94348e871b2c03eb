using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Clinics;

/// <summary>Photos and voice notes of a clinic's visits, sealed under the patient's own key, for the clinic alone.</summary>
internal sealed class ClinicAttachments(Folding folding) : IAttachmentOwners
{
    public string Kind => "clinic";

    public IReadOnlyCollection<Role> Has(Permission permission) => [Role.Clinic];

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string community, Guid id)
    {
        var (asked, person) = (act.Asked, new PersonId(id));
        var known = await folding.With(known => new ClinicQuery(known, asked).Of(community, person) is not null, act.Stop);
        if (asked.Realm != Entities.Live || new ClinicQuery(known, asked).Of(community, person) is not ({ } one, _))
            return new Problem("clinic.unknown", []);
        return new AttachmentOwner(one.Place, id, new Reading(AccessPurpose.Register, null, community, [person], Code: ReasonCode.Visit))
        {
            HidesPhotos = !one.AllowsPhotos(Shanghai.Day(act.Now)),
            NobodyAsked = one.WasNotAskedOfPhotos(Shanghai.Day(act.Now)),
        };
    }
}
