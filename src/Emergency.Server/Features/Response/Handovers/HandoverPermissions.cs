using Emergency.Domain.Handovers;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Handovers;

/// <summary>Permissions for hand-overs.</summary>
internal static class HandoverPermissions
{
    public static readonly Permission Offer = new(
        "handover.offer",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: Roles.Lay,
        inDrill: true
    )
    {
        Acts = [typeof(HandoverQueued)],
    };
    public static readonly Permission Read = new(
        "handover.read",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: [CivilAffairs, .. Roles.Lay],
        inDrill: true
    );

    /// <summary>Takes, returns and ends hand-overs to the account's own office.</summary>
    public static readonly Permission Answer = new("handover.answer", [CivilAffairs], inDrill: true)
    {
        Acts =
        [
            typeof(HandoverDelivered),
            typeof(HandoverAccepted),
            typeof(HandoverReturned),
            typeof(HandoverProgressed),
            typeof(HandoverCompleted),
        ],
    };

    /// <summary>Records an agreement made on the telephone.</summary>
    public static readonly Permission Call = new("handover.call", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(HandoverCalled)],
    };
}
