using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>Decides what an asker sees of a schedule and can do with it.</summary>
internal static class ScheduleSight
{
    /// <summary>True when the asker sees the schedule. Players of an unannounced drill do not see its date.</summary>
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

    /// <summary>
    /// Problem that forbids to lead it; null for an asker who can lead all its communities; a secretary can lead only a 桌推.
    /// </summary>
    public static Problem? MayLead(Asked asked, DrillForm form, IEnumerable<string> communities) =>
        DrillSight.MayLead(asked, DrillPermissions.ScheduleLead, form, communities);
}
