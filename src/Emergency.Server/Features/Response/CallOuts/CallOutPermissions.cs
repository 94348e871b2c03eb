using Emergency.Domain.CallOuts;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.CallOuts;

/// <summary>Permissions for call-outs of a team.</summary>
internal static class CallOutPermissions
{
    public static readonly Permission Read = new(
        "call-out.read",
        [.. Roles.County, StreetOfficer, .. Roles.Committee],
        assigned: [.. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );

    /// <summary>Calling a team out, and ending the call-out.</summary>
    public static readonly Permission Start = new("call-out.start", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(CallOutStarted), typeof(CallOutEnded)],
    };

    /// <summary>来 or 来不了: everybody for themselves; the desk for people who answered by telephone.</summary>
    public static readonly Permission Answer = new(
        "call-out.answer",
        [StreetOfficer, Secretary],
        assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(CallOutAnswered)],
    };
}
