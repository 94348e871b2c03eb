using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Across.MonthReports;

/// <summary>月报: a community reports a month to its street, a street to its county; the level above receives or returns it.</summary>
internal static class MonthReportEndpoints
{
    public static RouteGroupBuilder MapMonthReports(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/month-reports/{code}/{month}").WithTags("month-reports");
        routes.MapGet("/", Read).Needs(MonthReportPermissions.Read);
        routes.MapGet("/paper", Page).Needs(MonthReportPermissions.Read);
        routes.MapGet("/paper.docx", Document).Needs(MonthReportPermissions.Read);
        routes.MapPost("/send", Send).Needs(MonthReportPermissions.Send);
        routes.MapPost("/receive", Receive).Needs(MonthReportPermissions.Take);
        routes.MapPost("/return", Return).Needs(MonthReportPermissions.Take);
        return api;
    }

    /// <summary>Shows the report of a month of a community (12 digits), street (9) or county (6), and those of the divisions right below.</summary>
    /// <param name="month">Month such as 2026-10; not after this month.</param>
    public static async Task<Outcome<MonthReportsShown>> Read(string code, string month, Act act)
    {
        if (Divided(code) is false || Month(month) is not { } first)
            return Problem.NotFound;
        if (act.Asked.Allow(MonthReportPermissions.Read, new Place(code)).Problem is { } problem)
            return problem;
        if (first > Shanghai.Day(act.Now))
            return Problem.Bad("month: not after this one");
        var known = await act.Use<Folding>().Newest(act.Stop);
        return new Outcome<MonthReportsShown>(await new MonthReportQuery(known, act).Shown(code, first), known.At);
    }

    /// <summary>Shows the same as a page to print.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> Page(string code, string month, Act act, string? lang = null)
    {
        var read = await Read(code, month, act);
        return read.Value is { } shown ? Paper(shown, lang).Page() : read.Problem!;
    }

    /// <summary>Writes the same as a document (DOCX).</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> Document(string code, string month, HttpContext context, Act act, string? lang = null)
    {
        var read = await Read(code, month, act);
        if (read.Value is not { } shown)
            return read.Problem!;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"month-report-{code}-{month}.docx\"";
        return Paper(shown, lang).Document();
    }

    private static Paper Paper(MonthReportsShown shown, string? lang)
    {
        var texts = PaperTexts.In(lang);
        return MonthReportPaper.Of(shown, texts, new PageWords(texts.Language));
    }

    /// <summary>Sends the report of the asker's own division, with the figures as counted now; refused where they differ from the figures that the asker has seen.</summary>
    public static async Task<Outcome<Recorded>> Send(string code, string month, NewMonthReport body, Act act)
    {
        if (Divided(code) is false || code.Length < 9 || Month(month) is not { } first)
            return Problem.NotFound;
        if (NewMonthReport.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (act.Asked.Allow(MonthReportPermissions.Send, new Place(code)).Problem is { } problem)
            return problem;
        if (!MonthReportQuery.MaySend(act.Asked, code))
            return Problem.NotYours(MonthReportPermissions.Send);
        var known = await act.Use<Folding>().Newest(act.Stop);
        var figures = await new MonthReportQuery(known, act).Counted(code, first);
        var words = await act.SealText(Key(code), body.Words);
        return await Sent(
            act,
            MonthReportPermissions.Send,
            code,
            first,
            by => new SendMonthReport(code, first, figures, [.. body.Figures!], words, by, act.Now)
        );
    }

    /// <summary>签收: receives a report, by the street of a community, or by the county of a street.</summary>
    public static Task<Outcome<Recorded>> Receive(string code, string month, MonthReportAnswer body, Act act) =>
        Refused(MonthReportAnswer.Faults(body, needed: false))
        ?? Answer(
            code,
            month,
            act,
            _ => ValueTask.FromResult<Func<By, Command>>(by => new ReceiveMonthReport(body.Version!.Value, by, act.Now))
        );

    /// <summary>退回: returns a report with the things to be mended, by the same.</summary>
    public static Task<Outcome<Recorded>> Return(string code, string month, MonthReportAnswer body, Act act) =>
        Refused(MonthReportAnswer.Faults(body, needed: true))
        ?? Answer(
            code,
            month,
            act,
            async key =>
            {
                var why = await act.Seal(key, new FreeText(body.Why!.Trim()));
                return by => new ReturnMonthReport(body.Version!.Value, why, by, act.Now);
            }
        );

    private static async Task<Outcome<Recorded>> Answer(
        string code,
        string month,
        Act act,
        Func<Guid, ValueTask<Func<By, Command>>> prepare
    )
    {
        if (Divided(code) is false || code.Length < 9 || Month(month) is not { } first)
            return Problem.NotFound;
        if (act.Asked.Allow(MonthReportPermissions.Take, new Place(code)).Problem is { } problem)
            return problem;
        return MonthReportQuery.MayTake(act.Asked, code)
            ? await Sent(act, MonthReportPermissions.Take, code, first, await prepare(Key(code)))
            : Problem.NotYours(MonthReportPermissions.Take);
    }

    private static async Task<Outcome<Recorded>> Sent(Act act, Permission permission, string code, DateOnly month, Func<By, Command> make)
    {
        var sent = await act.Send(permission, new Place(code), Entities.MonthReport(code, month), make);
        return sent.With(new Recorded(Key(code), sent.Position.Value));
    }

    private static Guid Key(string code) => Derived.Register("month-report", Entities.Live, code);

    private static bool Divided(string code) => code.Length is 6 or 9 or 12 && Divisions.IsCode(code);

    // Months in this product's time: years far before or after it cannot be computed with.
    private static DateOnly? Month(string month) =>
        DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first.Year is >= 2000 and < 2200
            ? first
            : null;
}
