using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Infrastructure.Asking;

/// <summary>May they? Role × permission, scope covers place, or assigned. Outside one's county or street nothing exists (404); inside it, what one may not do is 403 with who can.</summary>
internal static class Allowing
{
    /// <summary>The grant that allows it, or the problem.</summary>
    /// <param name="assigned">Whether the asker is alerted or assigned to just this; asked only where the role needs it.</param>
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

    /// <summary>Whether any of the asker's roles has the permission at all.</summary>
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
