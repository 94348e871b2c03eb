using Emergency.Domain.Responses;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Responses;

/// <summary>Who may do what with responses.</summary>
internal static class ResponsePermissions
{
    public static readonly Permission Read = new(
        "response.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Auditor, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );

    /// <summary>Starts, changes and ends responses of just one's own authority.</summary>
    public static readonly Permission Start = new("response.start", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(ResponseStarted), typeof(ResponseChanged), typeof(ResponseTerminated)],
    };
}
