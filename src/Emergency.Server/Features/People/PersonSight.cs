using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.People;

/// <summary>What one asker may see of one person or household: in which role, and whether only because a task was given.</summary>
internal sealed record PersonSight(Role Role, bool ByTask)
{
    private bool Watching =>
        !ByTask && Role is Role.CountyCommander or Role.CountyDuty or Role.StreetOfficer or Role.Secretary or Role.ChildDirector;

    /// <summary>Kinds are for the committee, the street, and the county inside an open incident; chiefs and whoever was given a door see its needs.</summary>
    public bool Kinds => Watching;

    /// <summary>死亡或伤者已移交 is for the same; all others see that the person was moved.</summary>
    public bool HandedOver => Watching;

    /// <summary>Illness and identity number are for who keeps the register.</summary>
    public bool Register => !ByTask && Role is Role.StreetOfficer or Role.Secretary or Role.ChildDirector;

    /// <summary>Null where the asker may not. Whoever was given a door sees it, also a chief whose own grid is another.</summary>
    /// <param name="byTask">Whether the asker is alerted or assigned to this door now.</param>
    public static PersonSight? Of(Asked asked, Permission permission, Place place, bool byTask)
    {
        if (asked.Allow(permission, place).Grant is { } grant)
            return new(grant.Role, ByTask: false);
        var given = byTask
            ? asked.Grants.FirstOrDefault(one =>
                permission.Of(one.Role) != Reach.No && new Scope(one.Scope.Division).Covers(new Place(place.Division))
            )
            : null;
        return given is null ? null : new(given.Role, ByTask: true);
    }
}
