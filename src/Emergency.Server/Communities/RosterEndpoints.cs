using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Identity;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>值班: who keeps which post on a day. Each act concerns one turn, so that two who write at once lose nothing; only a file replaces whole days.</summary>
public static class RosterEndpoints
{
    public static RouteGroupBuilder MapRoster(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/team").WithTags("teams");
        routes.MapGet("/roster", Roster).Needs(Permissions.TeamRead);
        routes.MapPost("/duty", Rostered).Needs(Permissions.TeamEdit);
        routes.MapPost("/duty/change", Changed).Needs(Permissions.TeamEdit);
        routes.MapPost("/duty/strike", Struck).Needs(Permissions.TeamEdit);
        return api;
    }

    /// <summary>Who keeps which post on a day (Asia/Shanghai, the day the shift begins); today where none is named.</summary>
    public static Outcome<RosterDay> Roster(string code, Asked asked, Known known, DateOnly? day = null)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, Permissions.TeamRead, code);
        if (seen is null) return problem;
        var on = day ?? Shanghai.Day(asked.Now);
        var turns = seen.Team.State.Roster.Values.Where(duty => duty.Day == on).OrderBy(duty => duty.Shift).ThenBy(duty => duty.Post).ThenBy(duty => duty.Member.Value).Select(duty => TurnShown.Of(seen.Team, duty));
        return new Outcome<RosterDay>(new(on, [.. turns], known.At.Value), known.At);
    }

    /// <summary>Puts a member on one turn of duty. Times are the shift's own (白班 08:00–20:00, 夜班 20:00–08:00) unless named.</summary>
    public static Task<Outcome<Done>> Rostered(string code, NewDuty body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, [.. NewDuty.Faults(body, "$")], asked, known, sending, by => new RosterTurn(body.Turn(), by, asked.Now), stop);

    /// <summary>Puts one turn in the place of another; refused where that one no longer stands.</summary>
    public static Task<Outcome<Done>> Changed(string code, ChangedDuty body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, [.. NewDuty.Faults(body?.Was, "$.was"), .. NewDuty.Faults(body?.Now, "$.now")], asked, known, sending, by => new ChangeTurn(body!.Was!.Turn().Key, body.Now!.Turn(), by, asked.Now), stop);

    /// <summary>Takes a member off one turn of duty.</summary>
    public static Task<Outcome<Done>> Struck(string code, NewDuty body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, [.. NewDuty.Faults(body, "$")], asked, known, sending, by => new StrikeDuty(body.Turn().Key, by, asked.Now), stop);

    private static async Task<Outcome<Done>> Act(string code, IReadOnlyList<string> faults, Asked asked, Known known, Sending sending, Func<By, Command> make, CancellationToken stop)
    {
        if (faults.Count > 0) return Problem.Bad(faults);
        var (seen, problem) = CommunitySeen.Find(known, asked, Permissions.TeamEdit, code);
        return seen is null ? problem : await seen.Send(sending, Permissions.TeamEdit, Entities.Team, make, stop);
    }
}

/// <summary>A turn that stands, and what shall stand in its place.</summary>
public sealed record ChangedDuty(NewDuty? Was, NewDuty? Now);
