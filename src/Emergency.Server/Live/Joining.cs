using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Drills;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Live;

/// <summary>Who may listen to what; asked at joining and again whenever roles, scopes or places changed.</summary>
public static class Joining
{
    /// <summary>Null where the asker may, else why not: 404 for what lies outside one's county or street, 403 inside it.</summary>
    public static Problem? Problem(Asked asked, Known known, Group group)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(group);
        if (group.Realm != Entities.Live && DrillRealm.Of(group.Realm, known, asked.Grants) is null) return Problems.Problem.UnknownRealm;
        return group.Kind switch
        {
            "division" when Divisions.IsCode(group.Id) => Whole(asked, Permissions.LiveDivision, group.Id),
            "incident" when Guid.TryParse(group.Id, out var id) => known.Of<IncidentsKnown>(group.Realm).Find(new(id)) is { } found ? new IncidentSeen(found, known, asked).May(Permissions.IncidentRead) : Problems.Problem.NotFound,
            "doors" when group.Id.Split('/') is [var incident, var community] && Guid.TryParse(incident, out var id) => Doors(asked, known.Of<IncidentsKnown>(group.Realm), new(id), community),
            "me" => group.Id == asked.Account.Key ? null : Problems.Problem.NotFound,
            "division" or "incident" or "doors" => Problems.Problem.NotFound,
            _ => Problems.Problem.Bad("kind: division, incident, doors or me"),
        };
    }

    /// <summary>What is broadcast to a division names no person, so a grid's chief may hear the community's.</summary>
    private static Problem? Whole(Asked asked, Permission permission, string division) =>
        asked.Grants.Any(grant => Permissions.Of(permission, grant.Role) == Reach.Scope && new Scope(grant.Scope.Division).Covers(new Place(division))) ? null : Refused(asked, permission, division);

    /// <summary>Whole communities only, and only inside the area of an incident that runs.</summary>
    private static Problem? Doors(Asked asked, IncidentsKnown known, IncidentId id, string community)
    {
        if (known.Find(id) is not { Running: true, State.Impact: { } impact } || !impact.Communities.Contains(community, StringComparer.Ordinal)) return Problems.Problem.NotFound;
        return asked.Allow(Permissions.DoorsRead, new Place(community)).Problem;
    }

    private static Problem Refused(Asked asked, Permission permission, string division) => asked.Sees(new Place(division)) ? Problems.Problem.NotYours(permission) : Problems.Problem.NotFound;
}
