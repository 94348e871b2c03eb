using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>A schedule as one asker meets it; the views are waited for before "unknown" is said.</summary>
internal static class ScheduleSight
{
    /// <summary>Who plays in an unannounced drill does not see when it comes.</summary>
    public static bool Sees(Asked asked, ScheduleKnown schedule)
    {
        var facts = schedule.Facts;
        var grants = asked.Grants.Where(grant =>
            DrillPermissions.ScheduleRead.Of(grant.Role) == Reach.Scope
            && facts.Communities.Any(code => grant.Scope.Covers(new Place(code)))
        );
        return grants.Any(grant =>
            !facts.Unannounced
            || grant.Role == Role.Auditor
            || DrillPermissions.ScheduleLead.Of(grant.Role) == Reach.Scope && (grant.Role != Role.Secretary || facts.Form == DrillForm.Solo)
        );
    }

    /// <summary>Null where the asker may lead it: over all its communities, and a secretary alone only a 桌推.</summary>
    public static Problem? MayLead(Asked asked, DrillForm form, IEnumerable<string> communities) =>
        DrillSight.MayLead(asked, DrillPermissions.ScheduleLead, form, communities);
}
