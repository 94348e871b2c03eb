using System.Text.Json;
using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Server.Hotlines;
using Emergency.Server.Identity;
using Emergency.Server.Problems;

namespace Emergency.Server.Drills;

/// <summary>Injects (情景注入) that a controller plays by hand.</summary>
public static class InjectEndpoints
{
    public static RouteGroupBuilder MapInjects(this RouteGroupBuilder api)
    {
        api.MapPost("/drills/{drillId:guid}/case", Case).Needs(Permissions.DrillLead).WithTags("drills");
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
        var place = new CasePlace(body.Location is { } at ? new Coordinates(at.Lon!.Value, at.Lat!.Value, MapDatum.WGS84) : null, body.Address, body.Division ?? drill!.Facts.Communities[0], body.Location is null ? PlaceMark.Missing : PlaceMark.Given, null);
        var category = JsonSerializer.Serialize(body.Category, Json.Options).Trim('"');
        var created = new CaseCreated(body.Inject!, new CaseCategory(category, category), body.Title!.Trim(), body.Description?.Trim() ?? "", asked.Now, null, place, null, body.Priority switch { Priority.Life => CasePriority.Life, Priority.Normal => CasePriority.Normal, _ => CasePriority.Urgent });
        return await intake.Take(drill!.Realm, HotlineCode.Of(body.Line!)!.Value, $"{drill.Id} {body.Inject}", new HotlineMessage($"{drill.Id} {body.Inject}", body.Line!, asked.Now, created), asked.Digest, stop);
    }
}
