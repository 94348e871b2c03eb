using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.Playing;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Injects;

/// <summary>
/// Acts of a controller on the course of a drill: holding and releasing an inject, and advancing the clock in a drill without people.
/// </summary>
internal static class SteeringEndpoints
{
    public static RouteGroupBuilder MapSteering(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/drills/{drillId:guid}").WithTags("drills");
        routes.MapPost("/injects/{inject}/hold", Hold).Needs(DrillPermissions.Lead);
        routes.MapPost("/injects/{inject}/release", Release).Needs(DrillPermissions.Lead);
        routes.MapPost("/jump", Jump).Needs(DrillPermissions.Lead);
        return api;
    }

    /// <summary>扣住: holds an inject, so that it does not come by itself until it is released; by hand it still can be sent.</summary>
    public static Task<Outcome<Recorded>> Hold(Guid drillId, string inject, Known known, ScenarioLibrary scenarios, Act act) =>
        Of(drillId, inject, known, scenarios, act).Do(by => new HoldInject(inject, by, act.Now));

    /// <summary>Releases a held inject: it comes when it is due, or at once where that time is over.</summary>
    public static Task<Outcome<Recorded>> Release(Guid drillId, string inject, Known known, ScenarioLibrary scenarios, Act act) =>
        Of(drillId, inject, known, scenarios, act).Do(by => new ReleaseInject(inject, by, act.Now));

    /// <summary>Lets the drill's clock leap to what is due next: a due time of the realm, an inject, the end of an expected action's time or of an outage, the end. Only in a drill that was prepared as one without people (drill.with-people); anybody who is nevertheless connected, such as a trainer at the desk, sees the clock leap. Answers drill.in-flight while something due is undone or reactions have not answered all events: ask again a little later.</summary>
    public static async Task<Outcome<Jumped>> Jump(
        Guid drillId,
        JumpOfDrill body,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Flight flight,
        Act act
    )
    {
        var (drill, known) = await sight.Find(act.Asked, drillId, act.Stop);
        if (drill is null)
            return Problem.NotFound;
        var to = drill.State.Now(act.Now);
        string? what = null;
        if (
            drill is { Facts.WithoutPeople: true, State.Stage: DrillStage.Running }
            && scenarios.Of(drill.Facts, known) is { } scenario
            && Courses.InMemory(drill, known, act.Now) is { } course
        )
        {
            if (!await flight.Landed(drill, scenario, course, known, act.Stop))
                return Problem.Of(Drill.InFlight);
            (to, what) = NextDue.Of(drill, scenario, course, known.Of<DuesKnown>(drill.Realm));
            if (body.NotPast is { } wish && wish < to)
                (to, what) = (wish, null);
        }
        // A request that needs no leap is sent to the drill too, which answers with the reason.
        var sent = await act.Leading(drillId).Do(by => new JumpDrill(to, by, act.Now));
        return sent.Problem is { } problem ? problem : new Outcome<Jumped>(new(to, what, sent.Value!.Position), new(sent.Value.Position));
    }

    // The scenario must have the inject; this is checked before the asker's lead.
    internal static ActOn<DrillKnown> Of(Guid id, string inject, Known known, ScenarioLibrary scenarios, Act act)
    {
        var leading = act.Leading(id);
        return leading with
        {
            Against = drill => scenarios.Of(drill.Facts, known)?.Inject(inject) is null ? Problem.NotFound : leading.Against!(drill),
        };
    }
}

/// <summary>Result of a leap of the clock.</summary>
/// <param name="At">Time by the drill's clock, just after the leap.</param>
/// <param name="What">Kind of the matter due then: inject, action, outage, due or end; left out where the asker's own limit came first.</param>
internal sealed record Jumped(DateTimeOffset At, string? What, long Position);
