using Emergency.Domain.Calls;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Calls;

/// <summary>Who may do what with calls.</summary>
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

    /// <summary>Loudspeaker, gong and doors, as told by who is there or who heard of it.</summary>
    public static readonly Permission Prove = new(
        "call.prove",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts = [typeof(ProofTold)],
    };

    /// <summary>Everybody there hears it, and nobody takes it back: by the desks and the secretary, never in a drill.</summary>
    public static readonly Permission Sound = new("call.sound", [CountyCommander, CountyDuty, StreetOfficer, Secretary])
    {
        Acts = [typeof(BroadcastAsked)],
    };

    /// <summary>Who dialled by hand, who sent somebody, and who drove there.</summary>
    public static readonly Permission Reach = new("call.reach", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(CallHeard), typeof(RingFailed), typeof(DriverSent), typeof(ReachedByDriving), typeof(CallRepeated)],
    };
}
