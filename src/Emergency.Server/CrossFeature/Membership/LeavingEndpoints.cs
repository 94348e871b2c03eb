using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Membership;

/// <summary>Leaving a team: turns of duty ahead, the posting and the account end with it.</summary>
internal static class LeavingEndpoints
{
    public static RouteGroupBuilder MapMembership(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/team/members/{member:guid}/leave", Leave).Needs(TeamPermissions.Edit).WithTags("teams");
        return api;
    }

    /// <summary>Ends somebody's membership. Tasks of incidents that are not over are handed on first: nothing that saves a life is left with nobody.</summary>
    public static async Task<Outcome<MemberWritten>> Leave(string code, Guid member, NewMemberLeaving body, Act act)
    {
        if (NewMemberLeaving.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(TeamPermissions.Edit, new Place(code)).Problem is { } problem)
            return problem;
        var (id, known) = (new MemberId(member), await act.Use<Folding>().Newest(act.Stop));
        var team = known.Of<TeamsKnown>(act.Asked.Realm).Of(code);
        if (!team.Members.ContainsKey(id) && !team.Former.ContainsKey(id))
            return Problem.Of(Team.UnknownMember, id.ToString());
        if (team.Members.ContainsKey(id) && MemberTasks.Open(known, act.Asked.Realm, id) is { } atWork)
            return atWork;
        var (day, why) = (body.Day ?? Shanghai.Day(act.Now), await act.SealText(member, body.Why));
        var sent = await act.Send(
            TeamPermissions.Edit,
            new Place(code),
            Entities.Team(act.Asked.Realm, code),
            by => new LeaveTeam(id, day, why, by, act.Now)
        );
        return sent.With(new MemberWritten(id, sent.Position.Value));
    }
}
