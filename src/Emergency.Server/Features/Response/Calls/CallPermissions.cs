using Emergency.Domain.Calls;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Calls;

/// <summary>Permissions for calls.</summary>
internal static class CallPermissions
{
    public static readonly Permission Read = new(
        "call.read",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );

    /// <summary>我醒了，我来: only by the people who are called.</summary>
    public static readonly Permission Answer = new("call.answer", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs], inDrill: true)
    {
        Acts = [typeof(CallHeard)],
    };

    /// <summary>Loudspeaker, gong and doors, recorded by people on the spot or by others who heard of it.</summary>
    public static readonly Permission Prove = new(
        "call.prove",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts = [typeof(ProofTold)],
    };

    /// <summary>
    /// Loudspeakers: everybody there hears the text, and it cannot be taken back. Only for the desks and the secretary, never in a drill.
    /// </summary>
    public static readonly Permission Sound = new("call.sound", [CountyCommander, CountyDuty, StreetOfficer, Secretary])
    {
        Acts = [typeof(BroadcastAsked)],
    };

    /// <summary>Recording calls by hand, drivers who set out, and their arrival.</summary>
    public static readonly Permission Reach = new("call.reach", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(CallHeard), typeof(RingFailed), typeof(DriverSent), typeof(ReachedByDriving), typeof(CallRepeated)],
    };
}
