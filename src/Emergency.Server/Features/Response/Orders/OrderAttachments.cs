using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Orders;

/// <summary>
/// Papers of an order, and pictures of things. Files sent with the order stand under its issuing division, files sent
/// back stand under the receiver. Sealed under the incident's key, or the order's own, as its text is.
/// </summary>
internal sealed class OrderAttachments(OrderSight sight) : IAttachmentOwners
{
    public const string Name = "order";

    public string Kind => Name;

    public IReadOnlyCollection<Role> Has(Permission permission) =>
        [.. AttachmentPermissions.Issuers, Role.StreetOfficer, .. Roles.Committee, .. Roles.Chiefs];

    // Access follows the order, not the division: a committee sees files that its county sends.
    public bool Meets(Asked asked, string division) => Divisions.IsCode(division) && division.Length is 6 or 9 or 12;

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string division, Guid id)
    {
        var asked = act.Asked;
        // Files of a drill's order are not kept.
        if (asked.Realm != Entities.Live || await sight.Find(asked, id, act.Stop) is not { } seen)
            return Problem.Of(Order.Unknown);
        var receivers = seen.Receivers.ToList();
        var issued = division == seen.Order.From;
        if (!issued && !seen.Order.State.Receivers.ContainsKey(division))
            return Problem.Of(Order.Unknown);
        var writes = (issued && seen.Issued) || (seen.Order.State.Receivers.ContainsKey(division) && asked.IsHome(division));
        var reads = issued ? seen.Issued || receivers.Count > 0 : receivers.Contains(division, StringComparer.Ordinal);
        if (!(permission == AttachmentPermissions.Read ? reads : writes))
            return Problem.NotYours(permission);
        var place = asked.Within(permission, issued && !seen.Issued ? receivers[0] : division);
        if (asked.Allow(permission, place).Problem is { } problem)
            return problem;
        var facts = seen.Order.State.Facts!;
        return new AttachmentOwner(
            place,
            facts.Incident?.Value ?? id,
            new Reading(AccessPurpose.Register, facts.Incident, division, [], Code: ReasonCode.Check)
        )
        {
            HidesPhotos = true,
            Of = division,
        };
    }
}
