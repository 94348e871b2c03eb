using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Across.Injects;

/// <summary>Injects (情景注入) that a controller plays or skips by hand.</summary>
internal static class InjectEndpoints
{
    public static RouteGroupBuilder MapInjects(this RouteGroupBuilder api)
    {
        api.MapPost("/drills/{drillId:guid}/case", Case)
            .Needs(DrillPermissions.Lead)
            .Produces<Taken>(StatusCodes.Status202Accepted)
            .WithTags("drills");
        api.MapPost("/drills/{drillId:guid}/injects/{inject}", Do).Needs(DrillPermissions.Lead).WithTags("drills");
        return api;
    }

    /// <summary>Sends a case in the name of a hotline into the drill's realm and nowhere else; the same inject twice is one case.</summary>
    public static async Task<Outcome<Taken>> Case(Guid drillId, CaseInject body, Finder<DrillKnown> sight, Intake intake, Act act)
    {
        if (CaseInject.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var played = await act.Leading(drillId).Do(by => new DoInject(body.Inject!, InjectFate.Fired, by, act.Now));
        if (played.Problem is { } problem)
            return problem;
        var (drill, _) = await sight.Find(act.Asked, drillId, act.Stop);
        var now = drill!.State.Now(act.Now);
        var created = InjectCase.Of(
            body.Inject!,
            body.Category!.Value,
            body.Priority ?? Priority.Urgent,
            body.Title!.Trim(),
            body.Description?.Trim() ?? "",
            body.Address,
            body.Location is { } at ? (at.Lon!.Value, at.Lat!.Value) : null,
            body.Division ?? drill.Facts.Communities[0],
            null,
            now
        );
        var id = InjectCase.MessageId(drill.Id, body.Inject!);
        return (
            await intake.Take(
                drill.Realm,
                new Partner(HotlineCode.Of(body.Line!)!.Value, null),
                id,
                new HotlineMessage(id, body.Line!, now, created),
                act.Asked.Digest,
                act.Stop
            )
        ).Answer(StatusCodes.Status202Accepted);
    }

    /// <summary>Plays one of the scenario's injects before it is due, or skips it.</summary>
    public static Task<Outcome<Recorded>> Do(
        Guid drillId,
        string inject,
        InjectAct body,
        Known known,
        ScenarioLibrary scenarios,
        Act act
    ) =>
        Refused(Checks.Need(body.Fate is not null, "$.fate: fired or skipped"))
        ?? SteeringEndpoints.Of(drillId, inject, known, scenarios, act).Do(by => new DoInject(inject, body.Fate!.Value, by, act.Now));
}
