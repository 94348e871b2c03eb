using Emergency.Domain.Stock;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Stock;

/// <summary>Permissions for supplies.</summary>
internal static class SuppliesPermissions
{
    private const string Live = "supplies.live-only";

    public static readonly Permission Read = new(
        "supplies.read",
        [.. Roles.County, StreetOfficer, Operator, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );
    public static readonly Permission Edit = new("supplies.edit", [StreetOfficer, Secretary, Operator], inDrill: true)
    {
        Acts = [typeof(LotIssued), typeof(LotReturned), typeof(LotChecked)],
    };

    /// <summary>Keeps a store by hand. A drill starts with the stock at its beginning.</summary>
    public static readonly Permission Keep = new("supplies.keep", [StreetOfficer, Secretary, Operator])
    {
        LiveOnly = Live,
        Acts =
        [
            typeof(LotEntered),
            typeof(LotReceived),
            typeof(LotCorrected),
            typeof(LotWrittenOff),
            typeof(LotMoved),
            typeof(LotLent),
            typeof(LoanExtended),
            typeof(LoanReturned),
            typeof(LotHandedOut),
            typeof(LotGiven),
            typeof(LotPassed),
            typeof(TransferEnded),
        ],
    };

    /// <summary>Counts stock, and sees the history of a lot.</summary>
    public static readonly Permission Count = new("supplies.count", [StreetOfficer, Operator, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
        Acts = [typeof(LotCounted)],
    };
}
