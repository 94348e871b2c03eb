using Emergency.Domain.Responses;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Responses;

/// <summary>Permissions for responses.</summary>
internal static class ResponsePermissions
{
    public static readonly Permission Read = new(
        "response.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Auditor, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );

    /// <summary>Starts, changes and ends responses of the account's own authority only.</summary>
    public static readonly Permission Start = new("response.start", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(ResponseStarted), typeof(ResponseChanged), typeof(ResponseTerminated)],
    };
}
