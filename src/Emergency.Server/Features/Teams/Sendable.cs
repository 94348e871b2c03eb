using Emergency.Domain;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Teams;

/// <summary>Who may be sent out as a rescuer (应对法 39, 40).</summary>
internal static class Sendable
{
    /// <summary>That somebody of these is known to be uninsured and goes out as a rescuer; the names masked. Null where nobody is.</summary>
    public static Problem? Against(TeamKnown team, IEnumerable<MemberId> members, DateTimeOffset at)
    {
        var grounded = team.State.Grounded(Shanghai.Day(at));
        var names = members.Where(grounded.Contains).Select(id => Masks.Name(team.Members[id].Contact?.Name ?? "")).ToList();
        return names.Count > 0 ? new Problem("team.uninsured", [string.Join('、', names)]) : null;
    }

    /// <summary>Whether somebody is known to be younger than 18.</summary>
    public static bool IsMinor(this TeamKnown team, MemberId member, DateTimeOffset at) =>
        team.Members.GetValueOrDefault(member)?.Contact?.IsMinor(Shanghai.Day(at)) == true;
}
