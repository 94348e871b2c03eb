using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>Endpoints for swaps (换班): a colleague asks to be relieved of a turn, another takes it, both see it.</summary>
internal static class SwapEndpoints
{
    public static RouteGroupBuilder MapSwaps(this RouteGroupBuilder api)
    {
        api.MapGet("/me/roster", Mine).Needs(TeamPermissions.TaskRead).WithTags("teams");
        var routes = api.MapGroup("/communities/{code}/team/swaps").WithTags("teams");
        routes.MapPost("/ask", Ask).Needs(TeamPermissions.Swap);
        routes.MapPost("/drop", Drop).Needs(TeamPermissions.Swap);
        routes.MapPost("/take", Take).Needs(TeamPermissions.Swap);
        return api;
    }

    /// <summary>
    /// The asker's own turns ahead, turns of colleagues to take, own turns taken by others, and the gaps of the week where
    /// the asker can see the roster.
    /// </summary>
    public static Outcome<MyRoster> Mine(Asked asked, Known known, ISealing sealing) => new(MyRoster.Of(known, asked, sealing), known.At);

    /// <summary>Asks to be relieved of an own turn. The desk asks for a member who telephoned.</summary>
    public static async Task<Outcome<Done>> Ask(string code, NewSwap body, Known known, Act act)
    {
        if (Against(code, body, act) is { } problem)
            return problem;
        var key = body.Turn!.Turn(known.InForce, code).Key;
        var why = await act.SealText(key.Member.Value, body.Why);
        return await Send(code, key, act, by => new AskSwap(key, why, by, act.Now));
    }

    /// <summary>Takes the wish back: the member keeps the turn after all.</summary>
    public static async Task<Outcome<Done>> Drop(string code, NewSwap body, Known known, Act act)
    {
        if (Against(code, body, act) is { } problem)
            return problem;
        var key = body.Turn!.Turn(known.InForce, code).Key;
        return await Send(code, key, act, by => new DropSwap(key, by, act.Now));
    }

    /// <summary>Takes a colleague's turn for the signed-in member. The first of two gets it.</summary>
    public static async Task<Outcome<Done>> Take(string code, NewSwap body, Known known, Act act)
    {
        if (NewSwap.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Member is not { } self || self.Community != code)
            return act.Asked.Allow(TeamPermissions.Swap, new Place(code)).Problem ?? Problem.Of(Team.UnknownMember);
        var key = body.Turn!.Turn(known.InForce, code).Key;
        return await Send(code, key with { Member = self.Member }, act, by => new TakeSwap(key, self.Member, by, act.Now));
    }

    private static Problem? Against(string code, NewSwap body, Act act) =>
        NewSwap.Faults(body) is { Count: > 0 } faults ? Problem.Bad(faults)
        : !Divisions.IsCommunity(code) ? Problem.NotFound
        : act.Asked.Member == new MemberBinding(code, body.Turn!.Member!.Value) ? null
        : act.Asked.Allow(TeamPermissions.Swap, new Place(code)).Problem;

    private static async Task<Outcome<Done>> Send(string code, DutyKey key, Act act, Func<By, Command> make) =>
        (
            await act.Send(
                TeamPermissions.Swap,
                new Place(code),
                Entities.Team(act.Asked.Realm, code),
                make,
                () => act.Asked.Member == new MemberBinding(code, key.Member)
            )
        ).With(new Done());
}

/// <summary>The offered or taken turn.</summary>
/// <param name="Why">Reason for the colleagues; up to 100 characters.</param>
internal sealed record NewSwap(NewDuty? Turn, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewSwap body) =>
        [.. NewDuty.Faults(body.Turn, "$.turn"), .. Checks.Text(body.Why, "$.why", 100)];
}
