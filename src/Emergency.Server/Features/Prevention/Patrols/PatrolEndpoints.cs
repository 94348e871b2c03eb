using Emergency.Domain;
using Emergency.Domain.Patrols;
using Emergency.Domain.Places;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Patrols;

/// <summary>
/// Endpoints for patrols (巡查): routes, and the finding at each stop. Phones can send findings late: one made before the
/// last round ended changes nothing.
/// </summary>
internal static class PatrolEndpoints
{
    public static RouteGroupBuilder MapPatrolActs(this RouteGroupBuilder api)
    {
        api.MapGet("/divisions/{code}/patrols", List).Needs(PatrolPermissions.Read);
        api.MapGet("/patrols/mine", Mine).Needs(PatrolPermissions.Walk);
        api.MapPost("/communities/{code}/patrols", Add).Needs(PatrolPermissions.Keep).Produces<Recorded>(StatusCodes.Status201Created);
        var one = api.MapGroup("/communities/{code}/patrols/{patrolId:guid}");
        one.MapPost("/change", Change).Needs(PatrolPermissions.Keep);
        one.MapPost("/end", End).Needs(PatrolPermissions.Keep);
        one.MapPost("/stop", Tell).Needs(PatrolPermissions.Walk);
        return api;
    }

    /// <summary>The rounds of a street or community: late ones first, then by their day.</summary>
    public static async Task<Outcome<PatrolsShown>> List(string code, Act act)
    {
        if (!Divisions.IsCode(code) || code.Length < 9)
            return Problem.NotFound;
        if (act.Asked.Allow(PatrolPermissions.Read, act.Asked.Within(PatrolPermissions.Read, code)).Problem is { } problem)
            return problem;
        var known = await act.Use<Folding>().Newest(act.Stop);
        var items = known
            .Of<PatrolsKnown>(Entities.Live)
            .In(code)
            .OrderByDescending(one => one.State.LateLevel)
            .ThenBy(one => one.State.Next)
            .Select(one => PatrolItem.Of(one.Id, one.State, known, IsMine(act.Asked, one.State)));
        return new Outcome<PatrolsShown>(new(code, Shanghai.Day(act.Now), [.. items], known.At.Value), known.At);
    }

    /// <summary>The asker's own rounds, by their day. Keepers of patrols also see those without a walker, and late ones.</summary>
    public static Outcome<PatrolsMine> Mine(Act act)
    {
        var known = act.Use<Folding>().Now;
        var items = act
            .Asked.Grants.Where(grant => PatrolPermissions.Walk.Of(grant.Role) != Reach.No && Divisions.IsCommunity(grant.Scope.Division))
            .Select(grant => grant.Scope.Division)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(known.Of<PatrolsKnown>(Entities.Live).In)
            .Where(one => IsMine(act.Asked, one.State) || IsKeepers(act.Asked, one.State))
            .OrderBy(one => one.State.Next)
            .Select(one => PatrolItem.Of(one.Id, one.State, known, IsMine(act.Asked, one.State)));
        return new Outcome<PatrolsMine>(new(Shanghai.Day(act.Now), [.. items], HazardKindShown.All, known.At.Value), known.At);
    }

    private static bool IsMine(Asked asked, Patrol patrol) =>
        patrol.Facts?.Walker is { } walker ? asked.Member?.Member == walker : asked.Member is not null;

    private static bool IsKeepers(Asked asked, Patrol patrol) =>
        patrol.LateLevel > 1 && asked.Grants.Any(grant => PatrolPermissions.Keep.Of(grant.Role) == Reach.Scope);

    /// <summary>Adds a round: its stops in order, its rhythm and its walker.</summary>
    public static async Task<Outcome<Recorded>> Add(string code, NewPatrol body, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (NewPatrol.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = act.Asked.NewId<PatrolId>();
        var sent = await act.Send(
            PatrolPermissions.Keep,
            new Place(code),
            Entities.Patrol(id),
            by => new SetPatrol(code, body.Facts, First(body, act), by, act.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    private static DateOnly First(NewPatrol body, Act act) =>
        body.First is { } day && day >= Shanghai.Day(act.Now) && day < Shanghai.Day(act.Now).AddYears(1) ? day : Shanghai.Day(act.Now);

    /// <summary>Changes stops, rhythm or walker, from the next round on.</summary>
    public static Task<Outcome<Recorded>> Change(string code, Guid patrolId, NewPatrol body, Act act) =>
        Refused(NewPatrol.Faults(body))
        ?? On(code, patrolId, PatrolPermissions.Keep, act).Do(by => new SetPatrol(code, body.Facts, First(body, act), by, act.Now));

    /// <summary>Ends a round. Its findings stay.</summary>
    public static Task<Outcome<Recorded>> End(string code, Guid patrolId, Act act) =>
        On(code, patrolId, PatrolPermissions.Keep, act).Do(by => new EndPatrol(by, act.Now));

    /// <summary>Records 好的, 有问题 or 跳过 at a stop. A bad finding creates a hazard, and the answer holds its id for the pictures.</summary>
    public static async Task<Outcome<Recorded>> Tell(string code, Guid patrolId, NewStopTold body, Act act)
    {
        if (NewStopTold.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var on = On(code, patrolId, PatrolPermissions.Walk, act);
        if (body.Hazard is null)
            return await on.Do(async _ =>
            {
                var cause = await act.SealText(patrolId, body.Cause);
                return by => new TellStop(body.Stop!.Value, body.State!.Value, null, cause, Seen(body, act), by, act.Now);
            });
        var found = await on.Find();
        if (found.Value is null)
            return found.Problem!;
        // The hazard is written first: it was seen even if the round fails to be written.
        var id = act.Asked.NewId<HazardId>();
        var hazard = await HazardActEndpoints.Found(act, code, id, body.Hazard with { SeenAt = body.SeenAt });
        if (!hazard.Accepted)
            return hazard.With<Recorded>(null!);
        var next = act.Asked.Next(1);
        var sent = await act.Use<Infrastructure.Dispatch.Sending>()
            .Send(
                next,
                PatrolPermissions.Walk,
                on.Place(found.Value),
                Entities.Patrol(new(patrolId)),
                by => new TellStop(body.Stop!.Value, StopState.Bad, id, null, Seen(body, act), by, act.Now),
                stop: act.Stop
            );
        return sent.With(new Recorded(id.Value, sent.Position.Value));
    }

    private static DateTimeOffset Seen(NewStopTold body, Act act) => body.SeenAt is { } at && at < act.Now ? at.ToUniversalTime() : act.Now;

    private static ActOn<Patrol> On(string code, Guid id, Permission permission, Act act) =>
        new(
            act,
            id,
            permission,
            async () =>
            {
                if (!Divisions.IsCommunity(code))
                    return Problem.NotFound;
                var patrol = new PatrolId(id);
                var known = await act.Use<Folding>()
                    .With(known => known.Of<PatrolsKnown>(Entities.Live).Find(patrol) is not null, act.Stop);
                if (known.Of<PatrolsKnown>(Entities.Live).Find(patrol) is { } state && state.Community == code)
                    return state;
                return act.Asked.Allow(permission, act.Asked.Within(permission, code)).Problem ?? Problem.Of(Patrol.Unknown);
            },
            _ => Entities.Patrol(new(id)),
            _ => act.Asked.Within(permission, code)
        );
}
