using Emergency.Domain.Incidents;
using Emergency.Domain.Teams;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Teams;

/// <summary>Permissions for teams.</summary>
internal static class TeamPermissions
{
    public static readonly Permission Read = new(
        "team.read",
        [.. Roles.County, StreetOfficer, Operator, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );
    public static readonly Permission Edit = new("team.edit", [StreetOfficer, Secretary, Operator]);
    public static readonly Permission Availability = new(
        "team.availability",
        [StreetOfficer, Secretary, Operator],
        assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(AvailabilitySet)],
    };

    /// <summary>Asks to be relieved of a turn, and takes a turn that a colleague offers: everybody for themselves.</summary>
    public static readonly Permission Swap = new(
        "team.swap",
        [StreetOfficer, Secretary],
        assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay]
    )
    {
        Acts = [typeof(SwapAsked), typeof(SwapDropped), typeof(SwapTaken)],
    };

    /// <summary>Agrees to be posted with name and phone: everybody for themselves, the secretary for members who agreed by word.</summary>
    public static readonly Permission Post = new("team.post", [Secretary], assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay])
    {
        Acts = [typeof(PostingAgreed), typeof(PostingWithdrawn)],
    };

    /// <summary>Requests that all data of a member be destroyed. The street confirms.</summary>
    public static readonly Permission MemberErase = new("member.erase", [StreetOfficer, Secretary]);

    /// <summary>Sees the tasks of a team, and the own duty in it.</summary>
    public static readonly Permission TaskRead = new(
        "task.read",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: Roles.Lay,
        inDrill: true
    )
    {
        Acts = [typeof(TaskNoticed)],
    };
}
