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

/// <summary>Who may be in a drill's realm, and what can be done there.</summary>
internal static class DrillRealm
{
    /// <summary>Null where the request may go on. A realm is there for who sees one of its communities; nothing is written in it while it stands still.</summary>
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

    /// <summary>Why there is no such realm for somebody with these grants: also one that has left memory is named only to who belonged to it.</summary>
    public static Problem Unknown(string realm, Known known, ListOf<Grant> grants) =>
        Realms.DrillOf(realm) is { } id
        && known.Of<DrillsKnown>().Find(id) is { State.Stage: DrillStage.Ended } drill
        && !known.HasRealm(realm)
        && Belongs(grants, drill)
            ? new Problem("realm.past", [Shanghai.Day(drill.State.End!.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)])
            : Foundation.Problems.Problem.UnknownRealm;

    /// <summary>The drill of a realm, where somebody with these grants belongs to one of its communities or is above it; null otherwise, and for live.</summary>
    public static DrillKnown? Of(string realm, Known known, ListOf<Grant> grants) =>
        known.HasRealm(realm) && known.Of<DrillsKnown>().OfRealm(realm) is { } drill && Belongs(grants, drill) ? drill : null;

    /// <summary>Who belongs to one of its communities, in whatever grid or building, or answers for a place above it.</summary>
    public static bool Belongs(ListOf<Grant> grants, DrillKnown drill) =>
        grants.Any(grant =>
            DrillPermissions.Read.Of(grant.Role) == Reach.Scope
            && drill.Facts.Communities.Any(code => new Scope(grant.Scope.Division).Covers(new Place(code)))
        );
}
