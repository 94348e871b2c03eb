using Emergency.Domain;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Teams;

/// <summary>Who may be sent out as a rescuer (应对法 39, 40).</summary>
internal static class Sendable
{
    /// <summary>That somebody of these goes out as a rescuer and is known to be uninsured, or whose training is over: who and what they lack, the names masked. Null where nobody does.</summary>
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

    /// <summary>Whether somebody is known to be younger than 18.</summary>
    public static bool IsMinor(this TeamKnown team, MemberId member, DateTimeOffset at) =>
        team.Members.GetValueOrDefault(member)?.Contact?.IsMinor(Shanghai.Day(at)) == true;
}
