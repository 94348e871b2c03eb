using Emergency.Domain;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Teams;

/// <summary>Checks that members can be sent out as rescuers (应对法 39, 40).</summary>
internal static class Sendable
{
    /// <summary>
    /// Problem that names the members who would go out as rescuers known to be uninsured or with training that has run out,
    /// the names masked. Null where there are none.
    /// </summary>
    public static Problem? Against(TeamKnown team, IEnumerable<MemberId> members, DateTimeOffset at)
    {
        var (all, day) = (members.ToList(), Shanghai.Day(at));
        string Names(IReadOnlySet<MemberId> lacking) =>
            string.Join('、', all.Where(lacking.Contains).Select(id => Masks.Name(team.Members[id].Contact?.Name ?? "")));
        return (Names(team.State.Uninsured(day)), Names(team.State.Untrained(day))) switch
        {
            ("", "") => null,
            (var uninsured, "") => new Problem("team.uninsured", [uninsured]),
            ("", var untrained) => new Problem("team.untrained", [untrained]),
            var (uninsured, untrained) => new Problem("team.not-fit", [uninsured, untrained]),
        };
    }

    /// <summary>True when somebody is known to be younger than 18.</summary>
    public static bool IsMinor(this TeamKnown team, MemberId member, DateTimeOffset at) =>
        team.Members.GetValueOrDefault(member)?.Contact?.IsMinor(Shanghai.Day(at)) == true;
}
