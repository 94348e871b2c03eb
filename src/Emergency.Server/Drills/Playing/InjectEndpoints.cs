using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Server.Drills.Scenarios;
using Emergency.Server.Hotlines;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Problems;

namespace Emergency.Server.Drills.Playing;

/// <summary>Injects (情景注入) that a controller plays or skips by hand.</summary>
public static class InjectEndpoints
{
    public static RouteGroupBuilder MapInjects(this RouteGroupBuilder api)
    {
        api.MapPost("/drills/{drillId:guid}/case", Case).Needs(Permissions.DrillLead).Produces<Taken>(StatusCodes.Status202Accepted).WithTags("drills");
        api.MapPost("/drills/{drillId:guid}/injects/{inject}", Do).Needs(Permissions.DrillLead).WithTags("drills");
        return api;
    }

    /// <summary>A case in the name of a hotline, into the drill's realm and nowhere else; the same inject twice is one case.</summary>
    public static async Task<Outcome<Taken>> Case(Guid drillId, CaseInject body, Asked asked, DrillSight sight, Sending sending, Intake intake, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(intake);
        if (CaseInject.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        var played = await DrillEndpoints.Act(drillId, asked, sight, sending, _ => by => new DoInject(body.Inject!, InjectFate.Fired, by, asked.Now), stop);
        if (played.Problem is { } problem) return problem;
        var (drill, _) = await sight.Find(asked, drillId, stop);
        var now = drill!.State.Now(asked.Now);
        var created = InjectCase.Of(body.Inject!, body.Category!.Value, body.Priority ?? Priority.Urgent, body.Title!.Trim(), body.Description?.Trim() ?? "", body.Address, body.Location is { } at ? (at.Lon!.Value, at.Lat!.Value) : null, body.Division ?? drill.Facts.Communities[0], null, now);
        var id = InjectCase.MessageId(drill.Id, body.Inject!);
        return await intake.Take(drill.Realm, HotlineCode.Of(body.Line!)!.Value, id, new HotlineMessage(id, body.Line!, now, created), asked.Digest, stop);
    }

    /// <summary>Plays one of the scenario's injects before it is due, or skips it.</summary>
    public static async Task<Outcome<Recorded>> Do(Guid drillId, string inject, InjectAct body, Asked asked, DrillSight sight, ScenarioLibrary scenarios, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(scenarios);
        if (body.Fate is not { } fate) return Problem.Bad("$.fate: fired or skipped");
        var (drill, known) = await sight.Find(asked, drillId, stop);
        if (drill is null || scenarios.Of(drill.Facts, known)?.Inject(inject) is null) return Problem.NotFound;
        return await DrillEndpoints.Act(drillId, asked, sight, sending, _ => by => new DoInject(inject, fate, by, asked.Now), stop);
    }
}
