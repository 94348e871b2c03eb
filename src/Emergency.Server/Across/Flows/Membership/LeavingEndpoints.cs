using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Membership;

/// <summary>
/// Leaving a team: everything in the member's hands goes to others first; untaken turns ahead, the posting and the account end with the
/// membership.
/// </summary>
internal static class LeavingEndpoints
{
    public static RouteGroupBuilder MapMembership(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/team/members/{member:guid}").WithTags("teams");
        routes.MapGet("/holdings", Read).Needs(TeamPermissions.Edit);
        routes.MapPost("/leave", Leave).Needs(TeamPermissions.Edit);
        return api;
    }

    /// <summary>Shows everything in a member's hands: issued equipment, open tasks, turns ahead, lots in their keeping, people they are paired with, risk points they watch, rounds they walk, grids they lead, visits handed to them, children's cases; and drills that run and that only they lead.</summary>
    public static async Task<Outcome<HoldingsShown>> Read(string code, Guid member, Act act)
    {
        var (known, problem) = await Known(code, member, act);
        if (known is null)
            return problem!;
        var held = Holdings.Of(known, act.Asked.Realm, code, new(member), act.Now);
        return new Outcome<HoldingsShown>(new(held.Things, held.Leads, known.At.Value), known.At);
    }

    /// <summary>Ends somebody's membership, once everything is handed on as the body says: nothing life-saving is left without a holder. Each hand-over is an act of its own and stays, even where a later one is refused.</summary>
    public static async Task<Outcome<MemberWritten>> Leave(string code, Guid member, NewMemberLeaving body, Act act)
    {
        if (NewMemberLeaving.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (known, problem) = await Known(code, member, act);
        if (known is null)
            return problem!;
        var id = new MemberId(member);
        var team = known.Of<TeamsKnown>(act.Asked.Realm).Of(code);
        if (team.Members.ContainsKey(id))
        {
            var held = Holdings.Of(known, act.Asked.Realm, code, id, act.Now);
            if (Against(held, body, team) is { } against)
                return against;
            if (await new HandingOver(act, code, id).All(held, body.Hand ?? []) is { } refused)
                return refused;
        }
        var (day, why) = (body.Day ?? Shanghai.Day(act.Now), await act.SealText(member, body.Why));
        var sent = await act.Send(
            TeamPermissions.Edit,
            new Place(code),
            Entities.Team(act.Asked.Realm, code),
            by => new LeaveTeam(id, day, why, by, act.Now)
        );
        return sent.With(new MemberWritten(id, sent.Position.Value));
    }

    /// <summary>Reason why a member cannot leave yet; null where everything in their hands goes to somebody or can go with them.</summary>
    internal static Problem? Against(Holdings held, NewMemberLeaving body, TeamKnown team)
    {
        if (held.Leads.Count > 0)
            return new("team.leads-drill", [string.Join('、', held.Leads)]);
        var hand = body.Hand ?? [];
        if (hand.FirstOrDefault(one => one.To is { } to && !team.Members.ContainsKey(to)) is { } stranger)
            return Problem.Of(Team.UnknownMember, stranger.To.ToString()!);
        HandOver? Said(HeldThing thing) => hand.FirstOrDefault(one => one.What == thing.What && one.Key == thing.Key);
        // A child's case goes to another child director, or it stays with its present holder.
        if (
            held.Things.FirstOrDefault(one => one.What == Held.Protection && Said(one) is { } said && !IsChildDirector(team, said.To)) is
            { } child
        )
            return new("team.child-director", [child.Text]);
        var tasks = held.Things.Where(one => one.What == Held.Task && Said(one) is not { To: not null }).ToList();
        if (tasks.Count > 0)
            return new("team.at-work", [string.Join(", ", tasks.Select(one => one.Text.Split(' ')[0]).Distinct(StringComparer.Ordinal))]);
        // Untaken turns are removed and shown as a gap; every other thing needs a decision.
        var left = held.Things.Where(one => one.What != Held.Turn && Said(one) is null).ToList();
        return left.Count > 0 ? new("team.hand-first", [string.Join('、', left.Select(one => one.Text))]) : null;
    }

    private static bool IsChildDirector(TeamKnown team, MemberId? to) =>
        to is { } id && team.State.Members.GetValueOrDefault(id)?.Is(TeamRole.ChildDirector) == true;

    private static async ValueTask<(Known? Known, Problem? Problem)> Known(string code, Guid member, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return (null, Problem.NotFound);
        if (act.Asked.Allow(TeamPermissions.Edit, new Place(code)).Problem is { } problem)
            return (null, problem);
        var known = await act.Use<Folding>().Newest(act.Stop);
        var team = known.Of<TeamsKnown>(act.Asked.Realm).Of(code);
        var id = new MemberId(member);
        return team.Members.ContainsKey(id) || team.Former.ContainsKey(id)
            ? (known, null)
            : (null, Problem.Of(Team.UnknownMember, id.ToString()));
    }
}

/// <summary>Everything in a member's hands.</summary>
/// <param name="Leads">Titles of running drills that only they lead.</param>
internal sealed record HoldingsShown(IReadOnlyList<HeldThing> Things, IReadOnlyList<string> Leads, long Position);

/// <summary>The new holder of one thing.</summary>
/// <param name="To">Null: equipment is back in the store, a lot has nobody for now, a pairing ends, a turn stands as a gap, a risk point, a round or a grid has nobody, visits go by role. A task always goes to somebody, a child's case to a child director.</param>
internal sealed record HandOver(Held? What, string? Key, MemberId? To = null);

/// <param name="Day">First day without the member; today where it is left out.</param>
/// <param name="Hand">New holders of the things in their hands.</param>
internal sealed record NewMemberLeaving(DateOnly? Day = null, string? Why = null, IReadOnlyList<HandOver>? Hand = null)
{
    public static IReadOnlyList<string> Faults(NewMemberLeaving body) =>
        [
            .. Checks.Text(body.Why, "$.why", 500),
            .. Checks.Need(
                (body.Hand ?? []) is { Count: <= 500 } all && all.All(one => one is { What: not null, Key: not null }),
                "$.hand: at most 500, each with what and key"
            ),
        ];
}
