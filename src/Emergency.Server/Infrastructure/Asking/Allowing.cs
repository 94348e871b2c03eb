using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Infrastructure.Asking;

/// <summary>
/// Decides what an asker may do: by role and permission, where the scope covers the place, or by assignment. Nothing outside the asker's
/// own county or street exists (404); inside it a forbidden act is a 403 that names the roles that can do it.
/// </summary>
internal static class Allowing
{
    /// <summary>Returns the grant that allows the act, or the problem.</summary>
    /// <param name="assigned">Tells whether the asker is alerted or assigned to just this thing; called only where the role needs
    /// it.</param>
    public static (Grant? Grant, Problem? Problem) Allow(this Asked asked, Permission permission, Place place, Func<bool>? assigned = null)
    {
        foreach (var grant in asked.Grants)
            if (permission.Of(grant.Role) == Reach.Scope && grant.Scope.Covers(place))
                return (grant, null);
        if (assigned is not null)
            foreach (var grant in asked.Grants)
                if (
                    permission.Of(grant.Role) == Reach.Assigned
                    && new Scope(grant.Scope.Division).Covers(new Place(place.Division))
                    && assigned()
                )
                    return (grant, null);
        return (null, asked.Sees(place) ? Problem.NotYours(permission) : Problem.NotFound);
    }

    /// <summary>True when any of the asker's roles has the permission at all.</summary>
    public static bool HasAny(this Asked asked, Permission permission) => asked.Grants.Any(grant => permission.Of(grant.Role) != Reach.No);

    /// <summary>The part of a division that a grant with the permission answers for, else the division.</summary>
    public static Place Within(this Asked asked, Permission permission, string division)
    {
        var scope = asked
            .Grants.FirstOrDefault(grant =>
                permission.Of(grant.Role) == Reach.Scope && new Scope(grant.Scope.Division).Covers(new(division))
            )
            ?.Scope;
        return new(division, scope?.Grid, scope?.Building, scope?.Unit);
    }
}
