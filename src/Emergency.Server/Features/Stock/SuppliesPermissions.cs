using Emergency.Domain.Communities;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Stock;

/// <summary>Who may do what with supplies.</summary>
internal static class SuppliesPermissions
{
    public static readonly Permission Read = new(
        "supplies.read",
        [.. Roles.County, StreetOfficer, Operator, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );
    public static readonly Permission Edit = new("supplies.edit", [StreetOfficer, Secretary, Operator], inDrill: true)
    {
        Acts = [typeof(LotIssued), typeof(LotReturned), typeof(LotChecked)],
    };
}
