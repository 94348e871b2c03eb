using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.People;

/// <summary>Sight of an asker on a person or household: the role, and whether it comes only from a task.</summary>
internal sealed record PersonSight(Role Role, bool ByTask)
{
    private bool Watching =>
        !ByTask && Role is Role.CountyCommander or Role.CountyDuty or Role.StreetOfficer or Role.Secretary or Role.ChildDirector;

    /// <summary>
    /// True when kinds are visible: to the committee, the street, and the county inside an open incident. Chiefs and holders
    /// of a task see the needs.
    /// </summary>
    public bool Kinds => Watching;

    /// <summary>True when 死亡或伤者已移交 is visible, to the same roles. All others see that the person was moved.</summary>
    public bool HandedOver => Watching;

    /// <summary>True when illness and identity number are visible: to keepers of the register.</summary>
    public bool Register => !ByTask && Role is Role.StreetOfficer or Role.Secretary or Role.ChildDirector;

    /// <summary>
    /// Returns null where the asker has no sight. An account that was given a door sees it, even a chief of another grid.
    /// </summary>
    /// <param name="byTask">True when the asker is alerted or assigned to this door now.</param>
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
