using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>
/// Pictures of goods as they came in or came back: of the things, never of people, sealed under the lot's own key like
/// its notes. Only for a community's store.
/// </summary>
internal sealed class LotAttachments(Folding folding) : IAttachmentOwners
{
    public string Kind => "lot";

    public IReadOnlyCollection<Role> Has(Permission permission) => [Role.StreetOfficer, .. Roles.Committee, .. Roles.Chiefs];

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string community, Guid id)
    {
        var (asked, lot) = (act.Asked, new LotId(id));
        var known = await folding.With(known => Has(known, community, lot), act.Stop);
        if (asked.Realm != Entities.Live || !Has(known, community, lot))
            return Problem.Of(Supplies.UnknownLot, id.ToString());
        var place = asked.Within(permission, community);
        if (asked.Allow(permission, place).Problem is { } problem)
            return problem;
        return new AttachmentOwner(place, id, new Reading(AccessPurpose.Register, null, community, [], Code: ReasonCode.Check))
        {
            HidesPhotos = true,
        };
    }

    private static bool Has(Known known, string community, LotId lot) =>
        known.Of<SuppliesKnown>(Entities.Live).Of(community).Lots.ContainsKey(lot);
}
