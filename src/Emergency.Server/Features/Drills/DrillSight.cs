using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Drills;

/// <summary>A drill as one asker meets it; the views are waited for before "unknown" is said.</summary>
internal static class DrillSight
{
    /// <summary>Who leads sees every drill of its places; who plays in it sees it once it may know of it.</summary>
    public static bool Sees(Asked asked, DrillKnown drill) =>
        DrillRealm.Belongs(asked.Grants, drill)
        && (
            drill.Facts.Announced
            || drill.State.Stage is not DrillStage.Prepared
            || Leads(asked, drill)
            || asked.HasAny(DrillPermissions.Note)
        );

    /// <summary>Whether the asker plays in it and is not told what is expected before it is over: every role the asker has in its communities is one of its participants', and the asker has had no part in preparing or leading it. Alone at a table one judges oneself.</summary>
    public static bool Plays(Asked asked, DrillKnown drill, Scenario scenario)
    {
        if (drill.State.Stage == DrillStage.Ended || drill.Facts.Form == DrillForm.Solo || drill.Leaders.Contains(asked.Account))
            return false;
        var roles = asked.Grants.Where(grant => DrillRealm.Belongs([grant], drill)).Select(grant => grant.Role).ToList();
        return roles.Count > 0 && roles.All(role => scenario.Participants.Any(one => one.Role == role));
    }

    /// <summary>Whether the asker may lead it: over all its communities, and a secretary alone only a 桌推.</summary>
    public static bool Leads(Asked asked, DrillKnown drill) => MayLead(asked, drill.Facts.Form, drill.Facts.Communities) is null;

    public static Problem? MayLead(Asked asked, DrillForm form, IEnumerable<string> communities) =>
        MayLead(asked, DrillPermissions.Lead, form, communities);

    /// <summary>The same for a schedule, which is led by a permission of its own.</summary>
    internal static Problem? MayLead(Asked asked, Permission permission, DrillForm form, IEnumerable<string> communities)
    {
        var own = form == DrillForm.Solo ? asked : asked with { Grants = [.. asked.Grants.Where(grant => grant.Role != Role.Secretary)] };
        return communities
            .Select(code =>
                own.Allow(permission, new Place(code)).Problem is { } problem
                    ? asked.Sees(new Place(code))
                        ? Problem.NotYours(permission)
                        : problem
                    : null
            )
            .FirstOrDefault(problem => problem is not null);
    }
}
