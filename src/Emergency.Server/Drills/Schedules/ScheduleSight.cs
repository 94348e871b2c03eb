using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Schedules;

/// <summary>A schedule as one asker meets it; the views are waited for before "unknown" is said.</summary>
public sealed class ScheduleSight(Folding folding)
{
    public async ValueTask<(ScheduleKnown? Schedule, Known Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<SchedulesKnown>().Find(new(id)) is not null, stop);
        return (known.Of<SchedulesKnown>().Find(new(id)) is { } found && Sees(asked, found) ? found : null, known);
    }

    /// <summary>Who plays in an unannounced drill does not see when it comes.</summary>
    public static bool Sees(Asked asked, ScheduleKnown schedule)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(schedule);
        var facts = schedule.Facts;
        var grants = asked.Grants.Where(grant => Permissions.Of(Permissions.ScheduleRead, grant.Role) == Reach.Scope && facts.Communities.Any(code => grant.Scope.Covers(new Place(code))));
        return grants.Any(grant => !facts.Unannounced || grant.Role == Role.Auditor || Permissions.Of(Permissions.ScheduleLead, grant.Role) == Reach.Scope && (grant.Role != Role.Secretary || facts.Form == DrillForm.Solo));
    }

    /// <summary>Null where the asker may lead it: over all its communities, and a secretary alone only a 桌推.</summary>
    public static Problem? MayLead(Asked asked, DrillForm form, IEnumerable<string> communities) => DrillSight.MayLead(asked, Permissions.ScheduleLead, form, communities);
}
