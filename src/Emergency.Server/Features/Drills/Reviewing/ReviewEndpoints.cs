using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>复盘: the whole report on a page or as a Word file, the observers' sheets, and the final evaluation.</summary>
internal static class ReviewEndpoints
{
    public static RouteGroupBuilder MapReview(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/drills/{drillId:guid}").WithTags("drills");
        routes.MapGet("/review", Review).Needs(DrillPermissions.Note);
        routes.MapGet("/report.docx", Document).Needs(DrillPermissions.Note);
        routes.MapPost("/sheet", Fill).Needs(DrillPermissions.Note);
        routes.MapPost("/evaluate", Evaluate).Needs(DrillPermissions.Lead);
        return api;
    }

    /// <summary>
    /// The drill's whole report, up to now: facts, roles, course, judgement, sheets, notes, improvements. No player is named.
    /// </summary>
    public static async Task<Outcome<ReviewShown>> Review(
        Guid drillId,
        Asked asked,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Courses courses,
        RulePacks packs,
        ISealing sealing,
        CancellationToken stop
    )
    {
        var (review, known, problem) = await Read(drillId, asked, sight, scenarios, courses, packs, sealing, stop);
        return problem ?? new Outcome<ReviewShown>(review!, known.At);
    }

    /// <summary>The report as a Word file (DOCX). lang: zh-CN or en; from Accept-Language where left out.</summary>
    public static async Task<Outcome<ReportFile>> Document(
        Guid drillId,
        Asked asked,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Courses courses,
        RulePacks packs,
        ISealing sealing,
        HttpContext context,
        CancellationToken stop,
        string? lang = null
    )
    {
        if (lang is not (null or "zh" or "zh-CN" or "en"))
            return Problem.Bad("?lang: zh-CN or en");
        var (review, known, problem) = await Read(drillId, asked, sight, scenarios, courses, packs, sealing, stop);
        if (problem is not null)
            return problem;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"drill-report-{drillId:N}.docx\"";
        var who = known.Of<AccountsKnown>().Find(asked.Account)?.Contact;
        return new Outcome<ReportFile>(
            new(
                ReportDocument.Of(
                    review!,
                    new PageWords(
                        lang is null ? Sentences.Language(context.Request)
                        : lang == "en" ? "en"
                        : "zh-CN"
                    ),
                    who?.Person ?? who?.Name ?? "",
                    asked.Now
                )
            ),
            known.At
        );
    }

    /// <summary>
    /// Stores an observer's sheet under the own account and name; the later one replaces the earlier until the drill is evaluated.
    /// </summary>
    public static async Task<Outcome<Recorded>> Fill(
        Guid drillId,
        SheetBody body,
        Asked asked,
        Finder<DrillKnown> sight,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (SheetBody.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (drill, known) = await sight.Find(asked, drillId, stop);
        if (drill is null)
            return Problem.NotFound;
        var who = known.Of<AccountsKnown>().Find(asked.Account)?.Contact;
        var marks = body.Marks ?? [];
        var words = sealing.Seal(
            drillId,
            new SheetWords(
                who?.Person ?? who?.Name ?? "",
                Trimmed(body.Words),
                [
                    .. marks
                        .Where(mark => !string.IsNullOrWhiteSpace(mark.Words))
                        .Select(mark => new ItemWords(mark.Item!, mark.Words!.Trim())),
                ]
            )
        );
        var sent = await sending.Send(
            asked,
            DrillPermissions.Note,
            new Place(drill.Facts.Communities[0]),
            Entities.Drill(drill.Id),
            by => new FillSheet([.. marks.Select(mark => new SheetMark(mark.Item!, mark.Grade!.Value))], words, by, asked.Now),
            stop: stop
        );
        return sent.With(new Recorded(drillId, sent.Position.Value));
    }

    /// <summary>讲评完成: each late or missed action must have an improvement, or the reason why it needs none. Observations can no longer be changed, and the drill counts as evidence of the duty.</summary>
    public static async Task<Outcome<Recorded>> Evaluate(
        Guid drillId,
        EvaluationBody body,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Act act
    )
    {
        if (EvaluationBody.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (drill, known) = await sight.Find(act.Asked, drillId, act.Stop);
        if (drill is null)
            return Problem.NotFound;
        var judged =
            scenarios.Of(drill.Facts, known) is { } scenario && await act.Use<Courses>().Of(drill, known, act.Now, act.Stop) is { } course
                ? Judging.Judge(scenario, course).Actions
                : [];
        ListOf<string> wrong =
        [
            .. judged.Where(one => one.Outcome is Domain.Drills.Outcome.Late or Domain.Drills.Outcome.Missed).Select(one => one.Action.Id),
        ];
        Sealed Text(string text) => act.Sealing.Seal(drillId, new FreeText(text.Trim()));
        ListOf<Explained> explained = [.. (body.Explained ?? []).Select(one => new Explained(one.Expected!, Text(one.Why!)))];
        Sealed? words = Trimmed(body.Words) is { } said ? Text(said) : null;
        return await act.Leading(drillId).Do(by => new EvaluateDrill(wrong, explained, words, by, act.Now));
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static async Task<(ReviewShown? Review, Known Known, Problem? Problem)> Read(
        Guid drillId,
        Asked asked,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Courses courses,
        RulePacks packs,
        ISealing sealing,
        CancellationToken stop
    )
    {
        var (drill, known) = await sight.Find(asked, drillId, stop);
        if (drill is null)
            return (null, known, Problem.NotFound);
        if (scenarios.Of(drill.Facts, known) is not { } scenario)
            return (null, known, Problem.Of(PublishedScenario.Unknown));
        if (DrillSight.Plays(asked, drill, scenario))
            return (null, known, Problem.NotYours(DrillPermissions.Note));
        if (await courses.Of(drill, known, asked.Now, stop) is not { } course)
            return (null, known, Problem.Of(Drill.NotRunning));
        return (
            ReviewShown.Of(
                drill,
                scenario,
                course,
                await ReportEndpoints.Compared(drill, scenario, course, courses, known, asked.Now, stop),
                packs,
                asked,
                known,
                sealing
            ),
            known,
            null
        );
    }
}
