using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>
/// 旧档: keeps a split or merged community readable as it was. Plans, histories of lots and kept days keep their own routes.
/// </summary>
internal static class EndedEndpoints
{
    public static RouteGroupBuilder MapEnded(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/ended").WithTags("division-changes");
        routes.MapGet("/", Read).Needs(DivisionChangePermissions.Read);
        routes.MapPost("/open", Open).Needs(TeamPermissions.Read);
        return api;
    }

    /// <summary>Shows the community as it was, and the destination of each thing; 404 for a community that has not ended.</summary>
    public static async Task<Outcome<EndedShown>> Read(string code, Known known, Act act, EndedPasts pasts)
    {
        var (seen, problem) = Find(code, known, act, DivisionChangePermissions.Read);
        return seen is null
            ? problem
            : new Outcome<EndedShown>(EndedShown.Of(seen, await pasts.Of(known, code, Shanghai.Day(act.Now), act.Stop)), known.At);
    }

    /// <summary>Shows names and phones of its last team, or of one {member}. The reading is recorded before they leave the server, as for an existing team.</summary>
    public static async Task<Outcome<ContactList>> Open(
        string code,
        Known known,
        Act act,
        EndedPasts pasts,
        Recording recording,
        Guid? member = null
    )
    {
        var (seen, problem) = Find(code, known, act, TeamPermissions.Read);
        if (seen is null)
            return problem;
        var past = await pasts.Of(known, code, Shanghai.Day(act.Now), act.Stop);
        var shown = past
            .Team.Members.Values.Where(one =>
                (member is null || one.Facts.Id.Value == member) && seen.May(TeamPermissions.Read, one.Facts.Grid)
            )
            .OrderBy(TeamMemberShown.Order, StringComparer.Ordinal)
            .ToList();
        var (access, sent) = await recording.Write(
            act.Asked,
            TeamPermissions.Read,
            act.Asked.Within(TeamPermissions.Read, code),
            byTask: false,
            new Reading(AccessPurpose.OpenedList, null, code, [.. shown.Select(one => new PersonId(one.Facts.Id.Value))]),
            act.Stop
        );
        return sent.With(new ContactList(access, [.. shown.Select(ContactShown.Of)], known.At.Value));
    }

    private static (CommunitySeen? Seen, Problem Problem) Find(string code, Known known, Act act, Permission permission)
    {
        var (seen, problem) = CommunitySeen.Find(known, act.Asked, permission, code);
        return seen?.Places.Of(code) is { Facts.Successor: null } ? (null, Problem.NotFound) : (seen, problem);
    }
}
