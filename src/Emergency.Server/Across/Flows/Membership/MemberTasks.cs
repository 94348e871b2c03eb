using Emergency.Domain;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Membership;

/// <summary>Finds the open tasks of a member.</summary>
internal static class MemberTasks
{
    /// <summary>Problem that names the numbers of unfinished incidents in which the member has tasks; null where there are none.</summary>
    public static Problem? Open(Known known, string realm, MemberId id)
    {
        var incidents = known.Of<IncidentsKnown>(realm);
        ListOf<string> work =
        [
            .. incidents
                .Open.Where(incident => incident.State.Tasks.Values.Any(task => task.Holder?.Member == id))
                .Select(incidents.Number),
        ];
        return work.Count > 0 ? new("team.at-work", [string.Join(", ", work)]) : null;
    }
}
