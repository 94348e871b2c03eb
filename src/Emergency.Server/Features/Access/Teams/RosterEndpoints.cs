using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Teams;

/// <summary>
/// Endpoints for the roster (值班): the posts of each day. Each act concerns a single turn, so that two people who write
/// at once lose nothing. Only a file replaces whole days.
/// </summary>
internal static class RosterEndpoints
{
    public static RouteGroupBuilder MapRoster(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/team").WithTags("teams");
        routes.MapGet("/roster", Roster).Needs(TeamPermissions.Read);
        routes.MapPost("/duty", Rostered).Needs(TeamPermissions.Edit);
        routes.MapPost("/duty/change", Changed).Needs(TeamPermissions.Edit);
        routes.MapPost("/duty/strike", Struck).Needs(TeamPermissions.Edit);
        return api;
    }

    /// <summary>Posts and their holders on a day (Asia/Shanghai, the day the shift begins); today where none is named.</summary>
    public static Outcome<RosterDay> Roster(string code, Asked asked, Known known, DateOnly? day = null)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, TeamPermissions.Read, code);
        if (seen is null)
            return problem;
        var on = day ?? Shanghai.Day(asked.Now);
        var turns = seen.Team().State.Roster.Values.On(on).Select(duty => TurnShown.Of(seen.Team(), duty));
        return new Outcome<RosterDay>(new(on, [.. turns], known.At.Value), known.At);
    }

    /// <summary>Puts a member on a turn of duty. Times are the shift's own (usually 白班 08:00–20:00, 夜班 20:00–08:00) unless given.</summary>
    public static Task<Outcome<Done>> Rostered(string code, NewDuty body, Known known, Act act) =>
        Refused<Done>(NewDuty.Faults(body, "$"))
        ?? On(code, known, act).Done(by => new RosterTurn(body.Turn(known.InForce, code), by, act.Now));

    /// <summary>Replaces a turn by another. Refused where that turn no longer exists.</summary>
    public static Task<Outcome<Done>> Changed(string code, ChangedDuty body, Known known, Act act) =>
        Refused<Done>([.. NewDuty.Faults(body?.Was, "$.was"), .. NewDuty.Faults(body?.Now, "$.now")])
        ?? On(code, known, act)
            .Done(by => new ChangeTurn(body!.Was!.Turn(known.InForce, code).Key, body.Now!.Turn(known.InForce, code), by, act.Now));

    /// <summary>Takes a member off a turn of duty.</summary>
    public static Task<Outcome<Done>> Struck(string code, NewDuty body, Known known, Act act) =>
        Refused<Done>(NewDuty.Faults(body, "$"))
        ?? On(code, known, act).Done(by => new StrikeDuty(body.Turn(known.InForce, code).Key, by, act.Now));

    private static ActOn<CommunitySeen> On(string code, Known known, Act act) =>
        act.OnCommunity(known, code, TeamPermissions.Edit, Entities.Team);
}

/// <summary>A present turn, and the turn that replaces it.</summary>
internal sealed record ChangedDuty(NewDuty? Was, NewDuty? Now);
