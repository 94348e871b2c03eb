using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Hazards;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>
/// Pictures of a hazard: of walls and things, never of people, sealed under the hazard's own key. The photographer
/// covers any person in the picture.
/// </summary>
internal sealed class HazardAttachments(Folding folding) : IAttachmentOwners
{
    public string Kind => "hazard";

    public IReadOnlyCollection<Role> Has(Permission permission) => [Role.StreetOfficer, .. Roles.Committee, .. Roles.Chiefs];

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string community, Guid id)
    {
        var (asked, hazard) = (act.Asked, new HazardId(id));
        var known = await folding.With(known => HazardsKnown.Of(known, community, hazard) is not null, act.Stop);
        if (asked.Realm != Entities.Live || HazardsKnown.Of(known, community, hazard) is null)
            return Problem.Of(HazardCase.Unknown);
        var place = asked.Within(permission, community);
        if (asked.Allow(permission, place).Problem is { } problem)
            return problem;
        return new AttachmentOwner(place, id, new Reading(AccessPurpose.Register, null, community, [], Code: ReasonCode.Visit))
        {
            HidesPhotos = true,
        };
    }
}
