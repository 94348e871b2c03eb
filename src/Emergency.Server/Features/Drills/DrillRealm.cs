using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills;

/// <summary>Checks requests in a drill's realm.</summary>
internal static class DrillRealm
{
    /// <summary>
    /// Problem of a request in a realm; null where it is allowed. A realm exists only for askers who see one of its communities, and it is
    /// read-only while it stands still.
    /// </summary>
    public static Problem? Problem(string realm, Known known, ListOf<Grant> grants, Needed needed, HttpRequest request)
    {
        if (realm == Entities.Live)
            return null;
        if (Of(realm, known, grants) is not { } drill)
            return Unknown(realm, known, grants);
        if (needed.Permission is not { InDrill: true })
            return new Problem(needed.Permission?.LiveOnly ?? "realm.live-only", []);
        return HttpMethods.IsGet(request.Method) || drill.State.Stage == DrillStage.Running
            ? null
            : Foundation.Problems.Problem.Of(
                drill.State.Stage == DrillStage.Ended ? Drill.Over
                : drill.State.Real.IsEmpty ? Drill.Standing
                : Drill.RealCall
            );
    }

    /// <summary>
    /// Problem for an asker with these grants to whom the realm does not exist. A realm that has left memory is named only to those who
    /// belonged to it.
    /// </summary>
    public static Problem Unknown(string realm, Known known, ListOf<Grant> grants) =>
        Realms.DrillOf(realm) is { } id
        && known.Of<DrillsKnown>().Find(id) is { State.Stage: DrillStage.Ended } drill
        && !known.HasRealm(realm)
        && Belongs(grants, drill)
            ? new Problem("realm.past", [Shanghai.Day(drill.State.End!.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)])
            : Foundation.Problems.Problem.UnknownRealm;

    /// <summary>
    /// The drill of a realm, if these grants belong to one of its communities or are above it; otherwise null, and null for live.
    /// </summary>
    public static DrillKnown? Of(string realm, Known known, ListOf<Grant> grants) =>
        known.HasRealm(realm) && known.Of<DrillsKnown>().OfRealm(realm) is { } drill && Belongs(grants, drill) ? drill : null;

    /// <summary>True when one of the grants lies in one of its communities, in whatever grid or building, or in a place above it.</summary>
    public static bool Belongs(ListOf<Grant> grants, DrillKnown drill) =>
        grants.Any(grant =>
            DrillPermissions.Read.Of(grant.Role) == Reach.Scope
            && drill.Facts.Communities.Any(code => new Scope(grant.Scope.Division).Covers(new Place(code)))
        );
}
