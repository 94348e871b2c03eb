using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Live;

/// <summary>Decides who may listen to a group; checked at joining and again whenever roles, scopes or places change.</summary>
internal static class Joining
{
    /// <summary>
    /// Null where the asker may listen, else the problem: 404 for a group outside the own county or street, 403 inside it.
    /// </summary>
    public static Problem? Problem(Asked asked, Known known, Group group)
    {
        if (group.Realm != Entities.Live && DrillRealm.Of(group.Realm, known, asked.Grants) is null)
            return DrillRealm.Unknown(group.Realm, known, asked.Grants);
        return group.Kind switch
        {
            "division" when Divisions.IsCode(group.Id) => Whole(asked, LivePermissions.Division, group.Id),
            "incident" when Guid.TryParse(group.Id, out var id) => known.Of<IncidentsKnown>(group.Realm).Find(new(id)) is { } found
                ? new IncidentSeen(found, known, asked).May(IncidentPermissions.Read)
                : Foundation.Problems.Problem.NotFound,
            "doors" when group.Id.Split('/') is [var incident, var community] && Guid.TryParse(incident, out var id) => Doors(
                asked,
                known.Of<IncidentsKnown>(group.Realm),
                new(id),
                community
            ),
            "me" => group.Id == asked.Account.Key ? null : Foundation.Problems.Problem.NotFound,
            "division" or "incident" or "doors" => Foundation.Problems.Problem.NotFound,
            _ => Foundation.Problems.Problem.Bad("kind: division, incident, doors or me"),
        };
    }

    /// <summary>Broadcasts to a division name no person, so a grid's chief can listen to the community's.</summary>
    private static Problem? Whole(Asked asked, Permission permission, string division) =>
        asked.Grants.Any(grant => permission.Of(grant.Role) == Reach.Scope && new Scope(grant.Scope.Division).Covers(new Place(division)))
            ? null
            : Refused(asked, permission, division);

    /// <summary>Allows whole communities only, and only inside the area of an incident that runs.</summary>
    private static Problem? Doors(Asked asked, IncidentsKnown known, IncidentId id, string community)
    {
        if (
            known.Find(id) is not { Running: true, State.Impact: { } impact }
            || !impact.Communities.Contains(community, StringComparer.Ordinal)
        )
            return Foundation.Problems.Problem.NotFound;
        return asked.Allow(IncidentPermissions.DoorsRead, new Place(community)).Problem;
    }

    private static Problem Refused(Asked asked, Permission permission, string division) =>
        asked.Sees(new Place(division)) ? Foundation.Problems.Problem.NotYours(permission) : Foundation.Problems.Problem.NotFound;
}
