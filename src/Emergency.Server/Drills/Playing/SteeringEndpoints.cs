using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Drills.Scenarios;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Problems;
using Emergency.Server.Reactions;

namespace Emergency.Server.Drills.Playing;

/// <summary>What a controller does to the course of a drill: an inject is held back and released, and in a drill without people the clock leaps.</summary>
public static class SteeringEndpoints
{
    public static RouteGroupBuilder MapSteering(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/drills/{drillId:guid}").WithTags("drills");
        routes.MapPost("/injects/{inject}/hold", Hold).Needs(Permissions.DrillLead);
        routes.MapPost("/injects/{inject}/release", Release).Needs(Permissions.DrillLead);
        routes.MapPost("/jump", Jump).Needs(Permissions.DrillLead);
        return api;
    }

    /// <summary>扣住: the inject does not come by itself until it is released; by hand it comes all the same.</summary>
    public static Task<Outcome<Recorded>> Hold(Guid drillId, string inject, Asked asked, DrillSight sight, ScenarioLibrary scenarios, Sending sending, CancellationToken stop) =>
        Steer(drillId, inject, asked, sight, scenarios, sending, by => new HoldInject(inject, by, asked.Now), stop);

    /// <summary>Lets a held inject come when it is due; where that time is over, at once.</summary>
    public static Task<Outcome<Recorded>> Release(Guid drillId, string inject, Asked asked, DrillSight sight, ScenarioLibrary scenarios, Sending sending, CancellationToken stop) =>
        Steer(drillId, inject, asked, sight, scenarios, sending, by => new ReleaseInject(inject, by, asked.Now), stop);

    /// <summary>Lets the drill's clock leap to what is due next: a due time of the realm, an inject, the end of an expected action's time or of an outage, the end. Only in a drill that was prepared as one without people (drill.with-people): whoever is nevertheless connected, a trainer at the desk, sees the clock leap. drill.in-flight while something due has not been dealt with or something that happened has not been answered by all reactions: ask again a little later.</summary>
    public static async Task<Outcome<Jumped>> Jump(Guid drillId, JumpOfDrill body, Asked asked, DrillSight sight, ScenarioLibrary scenarios, Sending sending, Flight flight, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(flight);
        var (drill, known) = await sight.Find(asked, drillId, stop);
        if (drill is null) return Problem.NotFound;
        var to = drill.State.Now(asked.Now);
        string? what = null;
        if (drill is { Facts.WithoutPeople: true, State.Stage: DrillStage.Running } && scenarios.Of(drill.Facts, known) is { } scenario && ScenarioLibrary.CourseOf(drill, known, asked.Now) is { } course)
        {
            if (!await flight.Landed(drill, scenario, course, known, stop)) return Problem.Of(Drill.InFlight);
            (to, what) = NextDue.Of(drill, scenario, course, known.Of<DuesKnown>(drill.Realm));
            if (body.NotPast is { } wish && wish < to) (to, what) = (wish, null);
        }
        // What asks for no leap is still asked of the drill: it says why not.
        var sent = await DrillEndpoints.Act(drillId, asked, sight, sending, _ => by => new JumpDrill(to, by, asked.Now), stop);
        return sent.Problem is { } problem ? problem : new Outcome<Jumped>(new(to, what, sent.Value!.Position), new(sent.Value.Position));
    }

    private static async Task<Outcome<Recorded>> Steer(Guid id, string inject, Asked asked, DrillSight sight, ScenarioLibrary scenarios, Sending sending, Func<By, Command> make, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(scenarios);
        var (drill, known) = await sight.Find(asked, id, stop);
        if (drill is null || scenarios.Of(drill.Facts, known)?.Inject(inject) is null) return Problem.NotFound;
        return await DrillEndpoints.Act(id, asked, sight, sending, _ => make, stop);
    }
}

/// <summary>Where a clock has leapt to.</summary>
/// <param name="At">By the drill's clock, just after the leap.</param>
/// <param name="What">What is due then: inject, action, outage, due or end; left out where the asker's own limit came first.</param>
public sealed record Jumped(DateTimeOffset At, string? What, long Position);
