using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>
/// 讲评: next injects, results of expected actions, and the events that prove them; for leaders and observers, never for players.
/// </summary>
internal static class ReportEndpoints
{
    public static RouteGroupBuilder MapReports(this RouteGroupBuilder api)
    {
        api.MapGet("/drills/{drillId:guid}/report", Report).Needs(DrillPermissions.Note).WithTags("drills");
        api.MapPost("/drills/{drillId:guid}/observe", Observe).Needs(DrillPermissions.Note).WithTags("drills");
        return api;
    }

    /// <summary>Judgement of the drill up to now: injects with their due times, expected actions with the events that prove them, scores per objective, and a comparison with the community's own last drill of the same scenario.</summary>
    public static async Task<Outcome<DrillReportShown>> Report(
        Guid drillId,
        Asked asked,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Courses courses,
        CancellationToken stop
    )
    {
        var (drill, known) = await sight.Find(asked, drillId, stop);
        if (drill is null)
            return Problem.NotFound;
        if (scenarios.Of(drill.Facts, known) is not { } scenario)
            return Problem.Of(PublishedScenario.Unknown);
        if (DrillSight.Plays(asked, drill, scenario))
            return Problem.NotYours(DrillPermissions.Note);
        if (await courses.Of(drill, known, asked.Now, stop) is not { } course)
            return Problem.Of(Drill.NotRunning);
        return new Outcome<DrillReportShown>(
            DrillReportShown.Of(
                drill,
                scenario,
                course,
                await Compared(drill, scenario, course, courses, known, asked.Now, stop),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Records an observer's judgement: the time at which an expected action was done, or that it was not; the later record counts.
    /// </summary>
    public static async Task<Outcome<Recorded>> Observe(
        Guid drillId,
        ObservedAction body,
        Asked asked,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Sending sending,
        CancellationToken stop
    )
    {
        if (body.Done is not { } done)
            return Problem.Bad("$.done: true or false");
        var (drill, known) = await sight.Find(asked, drillId, stop);
        if (drill is null)
            return Problem.NotFound;
        if (body.Expected is null || scenarios.Of(drill.Facts, known)?.Expected(body.Expected) is null)
            return Problem.Bad("$.expected: an action of the scenario");
        var at = done ? body.At ?? drill.State.Now(asked.Now) : (DateTimeOffset?)null;
        var sent = await sending.Send(
            asked,
            DrillPermissions.Note,
            new Place(drill.Facts.Communities[0]),
            Entities.Drill(drill.Id),
            by => new ObserveAction(body.Expected, at, by, asked.Now),
            stop: stop
        );
        return sent.With(new Recorded(drillId, sent.Position.Value));
    }

    /// <summary>Comparison with the last earlier drill of the same scenario in the same community; null where there is none.</summary>
    internal static async ValueTask<Comparison?> Compared(
        DrillKnown drill,
        Scenario scenario,
        Course course,
        Courses courses,
        Known known,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (drill.State.End is not { } end || drill.Facts.Communities is not [var community])
            return null;
        var before = known
            .Of<DrillsKnown>()
            .All.Values.Where(one =>
                one.Id != drill.Id
                && one.Facts.Scenario == drill.Facts.Scenario
                && one.Facts.Communities is [var same]
                && same == community
                && one.Started is not null
                && one.State.End?.At < end.At
            )
            .MaxBy(one => one.State.End!.At);
        if (before is null || await courses.Of(before, known, now, stop) is not { } played)
            return null;
        return Comparison.Of(
            new(community, end.At, Judging.Judge(scenario, course)),
            [new PastDrill(community, before.State.End!.At, Judging.Judge(scenario, played))]
        );
    }
}
