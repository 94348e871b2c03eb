using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Drills;

/// <summary>Decides what an asker sees of a drill and can do in it.</summary>
internal static class DrillSight
{
    /// <summary>
    /// True when the asker sees the drill: leaders see every drill of their places; players see an unannounced one only once it has
    /// started.
    /// </summary>
    public static bool Sees(Asked asked, DrillKnown drill) =>
        DrillRealm.Belongs(asked.Grants, drill)
        && (
            drill.Facts.Announced
            || drill.State.Stage is not DrillStage.Prepared
            || Leads(asked, drill)
            || asked.HasAny(DrillPermissions.Note)
        );

    /// <summary>
    /// True when the asker plays in it, so that the expected actions stay hidden until its end: every role that the asker has in its
    /// communities is a participant's, and the asker has had no part in preparing or leading it. False for a 桌推 alone, in which people
    /// judge themselves.
    /// </summary>
    public static bool Plays(Asked asked, DrillKnown drill, Scenario scenario)
    {
        if (drill.State.Stage == DrillStage.Ended || drill.Facts.Form == DrillForm.Solo || drill.Leaders.Contains(asked.Account))
            return false;
        var roles = asked.Grants.Where(grant => DrillRealm.Belongs([grant], drill)).Select(grant => grant.Role).ToList();
        return roles.Count > 0 && roles.All(role => scenario.Participants.Any(one => one.Role == role));
    }

    /// <summary>True when the asker can lead it: over all its communities; a secretary only a 桌推.</summary>
    public static bool Leads(Asked asked, DrillKnown drill) => MayLead(asked, drill.Facts.Form, drill.Facts.Communities) is null;

    public static Problem? MayLead(Asked asked, DrillForm form, IEnumerable<string> communities) =>
        MayLead(asked, DrillPermissions.Lead, form, communities);

    /// <summary>Problem that forbids to lead; a schedule has a permission of its own.</summary>
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
