using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Endpoints for the start of a term: all due letters and notices to carers and parents of a community or street, in a
/// single file. Each print is recorded as for a single letter.
/// </summary>
internal static class LettersDueEndpoints
{
    private static readonly Problem NoneDue = new("entrustment.none-due", []);

    public static RouteGroupBuilder MapLettersDue(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/entrustments/letters/paper", Page).Needs(EntrustmentPermissions.Read).IsHeavy(HeavyKind.Export);
        api.MapGet("/communities/{code}/entrustments/letters/paper.docx", Document)
            .Needs(EntrustmentPermissions.Read)
            .IsHeavy(HeavyKind.Export);
        api.MapGet("/streets/{code}/entrustments/letters/paper", StreetPage).Needs(EntrustmentPermissions.Read).IsHeavy(HeavyKind.Export);
        api.MapGet("/streets/{code}/entrustments/letters/paper.docx", StreetDocument)
            .Needs(EntrustmentPermissions.Read)
            .IsHeavy(HeavyKind.Export);
        return api;
    }

    /// <summary>Due letters and notices of a community, as a page to print, each on a sheet of its own.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> Page(string code, Act act, HeavyReadings heavy, string? lang = null) =>
        Divisions.IsCommunity(code) ? Written(await Made(code, act, heavy, lang), papers => papers.Page()) : Problem.NotFound;

    /// <summary>The same as a document (DOCX).</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> Document(
        string code,
        HttpContext context,
        Act act,
        HeavyReadings heavy,
        string? lang = null
    ) => Divisions.IsCommunity(code) ? Written(await Made(code, act, heavy, lang), papers => File(context, papers)) : Problem.NotFound;

    /// <summary>Due letters and notices of a street's communities, as a page to print.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> StreetPage(string code, Act act, HeavyReadings heavy, string? lang = null) =>
        IsStreet(code) ? Written(await Made(code, act, heavy, lang), papers => papers.Page()) : Problem.NotFound;

    /// <summary>The same as a document (DOCX).</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> StreetDocument(
        string code,
        HttpContext context,
        Act act,
        HeavyReadings heavy,
        string? lang = null
    ) => IsStreet(code) ? Written(await Made(code, act, heavy, lang), papers => File(context, papers)) : Problem.NotFound;

    private static bool IsStreet(string code) => Divisions.IsCode(code) && code.Length == 9;

    private static PaperDocument File(HttpContext context, IReadOnlyList<Paper> papers)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"letters.docx\"";
        return papers.Document();
    }

    private static Outcome<T> Written<T>((IReadOnlyList<Paper> Papers, Problem? Problem) made, Func<IReadOnlyList<Paper>, T> write) =>
        made.Problem is { } problem ? problem
        : made.Papers.Count == 0 ? NoneDue
        : write(made.Papers);

    private static async Task<(IReadOnlyList<Paper> Papers, Problem? Problem)> Made(string code, Act act, HeavyReadings heavy, string? lang)
    {
        if (lang is not (null or "zh" or "zh-CN" or "en"))
            return ([], Problem.Bad("?lang: zh-CN or en"));
        if (act.Asked.Allow(EntrustmentPermissions.Read, new Place(code)).Problem is { } problem)
            return ([], problem);
        using var turn = await heavy.Enter(HeavyKind.Export, act.Stop);
        if (turn is null)
            return ([], HeavyReadings.Busy);
        var known = await act.Use<Folding>().Newest(act.Stop);
        var (query, texts, papers) = (new EntrustmentsQuery(known, act.Asked), PaperTexts.In(lang), new List<Paper>());
        foreach (
            var community in known
                .Of<EntrustmentsKnown>(act.Asked.Realm)
                .All.Keys.Where(one => one.StartsWith(code, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            // By door, as they are carried round.
            List<Entrusted> children =
            [
                .. query
                    .In(community)
                    .Where(one => query.Papers(one) > 0)
                    .OrderBy(one => ResidentsQuery.Key(one.Person), StringComparer.Ordinal),
            ];
            foreach (var some in children.GroupBy(query.MayName))
            {
                var (_, sent) = await EntrustmentReadEndpoints.Record(
                    act,
                    community,
                    [.. some.Select(one => one.Person.Id)],
                    AccessPurpose.Print,
                    some.Key ? Approvals.Standing : null
                );
                if (!sent.Accepted)
                    return ([], sent.Problem);
            }
            foreach (var one in children)
            {
                var told = await LetterPaper.Told(act, known, one);
                papers.AddRange(LetterPaper.Due(known, query, one, query.MayName(one), texts).Select(write => write(told)));
            }
        }
        return (papers, null);
    }
}
