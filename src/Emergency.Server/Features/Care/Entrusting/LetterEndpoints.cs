using Emergency.Domain.Accounts;
using Emergency.Domain.Entrusting;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Letters and reports on paper: a page to print, and a document. Each print is recorded. The child's name stands on it
/// only for an approved role.
/// </summary>
internal static class LetterEndpoints
{
    public static RouteGroupBuilder MapLetters(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/communities/{code}/entrustments/{personId:guid}");
        one.MapGet("/letters/{to}/paper", Page).Needs(EntrustmentPermissions.Read);
        one.MapGet("/letters/{to}/paper.docx", Document).Needs(EntrustmentPermissions.Read);
        one.MapGet("/report/{reportId:guid}/paper", ReportPage).Needs(EntrustmentPermissions.Read);
        one.MapGet("/report/{reportId:guid}/paper.docx", ReportDocument).Needs(EntrustmentPermissions.Read);
        return api;
    }

    /// <summary>A letter as a page to print.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> Page(string code, Guid personId, string to, Act act, string? lang = null) =>
        Written(await Letter(act, code, personId, to, lang), paper => paper.Page());

    /// <summary>The same letter as a document (DOCX).</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> Document(
        string code,
        Guid personId,
        string to,
        HttpContext context,
        Act act,
        string? lang = null
    )
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"letter.docx\"";
        return Written(await Letter(act, code, personId, to, lang), paper => paper.Document());
    }

    /// <summary>A report of suspected harm as a page to print.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> ReportPage(string code, Guid personId, Guid reportId, Act act, string? lang = null) =>
        Written(await Report(act, code, personId, reportId, lang), paper => paper.Page());

    /// <summary>The same report as a document (DOCX).</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> ReportDocument(
        string code,
        Guid personId,
        Guid reportId,
        HttpContext context,
        Act act,
        string? lang = null
    )
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"report.docx\"";
        return Written(await Report(act, code, personId, reportId, lang), paper => paper.Document());
    }

    private static Outcome<T> Written<T>((Paper? Paper, Problem? Problem) made, Func<Paper, T> write) =>
        made.Paper is { } paper ? write(paper) : made.Problem!;

    /// <summary>The letter that a path names; null where there is none.</summary>
    public static LetterTo? Named(string to) =>
        Enum.GetValues<LetterTo>().Cast<LetterTo?>().FirstOrDefault(one => one!.Value.ToString().ToLowerInvariant() == to);

    private static async Task<(Paper? Paper, Problem? Problem)> Letter(Act act, string code, Guid person, string to, string? lang) =>
        Named(to) is { } letter
            ? await Made(
                act,
                code,
                person,
                lang,
                (known, query, one, told, named) => LetterPaper.Of(known, query, one, told, letter, named, PaperTexts.In(lang))
            )
            : (null, Problem.NotFound);

    private static Task<(Paper? Paper, Problem? Problem)> Report(Act act, string code, Guid person, Guid id, string? lang) =>
        Made(
            act,
            code,
            person,
            lang,
            (known, query, one, told, named) =>
                told.Reports.TryGetValue(new(id), out var report)
                    ? LetterPaper.Of(known, query, one, report, named, PaperTexts.In(lang))
                    : null
        );

    private static async Task<(Paper? Paper, Problem? Problem)> Made(
        Act act,
        string code,
        Guid person,
        string? lang,
        Func<Known, EntrustmentsQuery, Entrusted, EntrustmentTold, bool, Paper?> make
    )
    {
        if (lang is not (null or "zh" or "zh-CN" or "en"))
            return (null, Problem.Bad("?lang: zh-CN or en"));
        var known = await act.Use<Folding>().Newest(act.Stop);
        var query = new EntrustmentsQuery(known, act.Asked);
        if (EntrustmentReadEndpoints.Find(query, act, code, new(person)) is not ({ } one, var problem))
            return (null, EntrustmentReadEndpoints.Find(query, act, code, new(person)).Problem);
        var named = query.MayName(one);
        if (make(known, query, one, await LetterPaper.Told(act, known, one), named) is not { } paper)
            return (null, Problem.Of(Entrustment.UnknownReport));
        var (_, sent) = await EntrustmentReadEndpoints.Record(
            act,
            code,
            [one.Person.Id],
            AccessPurpose.Print,
            named ? Approvals.Standing : null
        );
        return sent.Accepted ? (paper, null) : (null, sent.Problem);
    }
}
