using Emergency.Domain.Incidents;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>Endpoints for drawing the area of an incident (圈范围). The people inside come from …/impact and …/doors.</summary>
internal static class AreaEndpoints
{
    public static RouteGroupBuilder MapAreas(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/impact", Redraw).Needs(IncidentPermissions.ImpactDraw).IsHeavy(HeavyKind.Area);
        api.MapPost("/incidents/{id:guid}/impact/purpose", ChangePurpose).Needs(IncidentPermissions.ImpactDraw);
        return api;
    }

    /// <summary>
    /// Draws or redraws the area. An area beyond the asker's own scope is for the level above (403). Persons with a mark are
    /// never lost.
    /// </summary>
    public static async Task<Outcome<AreaDrawn>> Redraw(
        Guid id,
        AreaAsked body,
        Asked asked,
        HeavyReadings heavy,
        IncidentSight sight,
        Sending sending,
        CancellationToken stop
    )
    {
        var (read, tooHeavy) = await heavy.Read(HeavyKind.Area, _ => body.Told(), stop);
        if (read is null)
            return tooHeavy!;
        if (read.Area is not { } area)
            return read.Problem!;
        if (await sight.Newest(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (!seen.Meets(IncidentPermissions.ImpactDraw))
            return Problem.NotYours(IncidentPermissions.ImpactDraw);
        (var touched, tooHeavy) = await heavy.Read(HeavyKind.Area, _ => AreaDrawing.Touched(seen, area), stop);
        if (touched is null)
            return tooHeavy!;
        if (touched.Count == 0)
            return new Problem("area.bad", ["touches no known community"]);
        if (AreaDrawing.Beyond(seen, touched) is { } beyond)
            return beyond;
        return await AreaDrawing.Draw(seen, area, touched, asked, sending, stop, body.Purpose);
    }

    /// <summary>Sets 逐户核实 or 疏散转移 for the present area: every mark stays, and is counted anew.</summary>
    public static async Task<Outcome<AreaDrawn>> ChangePurpose(
        Guid id,
        NewPurpose body,
        Asked asked,
        IncidentSight sight,
        Sending sending,
        CancellationToken stop
    )
    {
        if (NewPurpose.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Newest(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (!seen.Meets(IncidentPermissions.ImpactDraw))
            return Problem.NotYours(IncidentPermissions.ImpactDraw);
        if (seen.Incident.State.Impact is not { } impact)
            return new Problem("task.no-area", []);
        return AreaDrawing.Beyond(seen, impact.Communities) is { } beyond
            ? beyond
            : await AreaDrawing.Draw(seen, impact.Area, impact.Communities, asked, sending, stop, body.Purpose);
    }
}

internal sealed record NewPurpose(AreaPurpose? Purpose)
{
    public static IReadOnlyList<string> Faults(NewPurpose body) =>
        [.. Checks.Need(body.Purpose is not null, "$.purpose: check or evacuate")];
}
