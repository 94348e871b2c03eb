using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Across.Readiness;

/// <summary>履职: the duties of readiness, each with its evidence or its gap; today, and at the end of a past day.</summary>
internal static class ReadinessEndpoints
{
    private const int MostGaps = 3;

    public static RouteGroupBuilder MapReadiness(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/readiness/{code}").WithTags("readiness");
        routes.MapGet("/", Read).Needs(ReadinessPermissions.Read);
        routes.MapGet("/summary", Summary).Needs(ReadinessPermissions.Summary);
        routes.MapGet("/paper", Page).Needs(ReadinessPermissions.Read);
        routes.MapGet("/paper.docx", Document).Needs(ReadinessPermissions.Read);
        return api;
    }

    /// <summary>Shows how the communities of a street (9 digits), or one community (12), stand in their duties today; beside it how they stood at the end of a past day, with those that have been split or merged since.</summary>
    /// <param name="day">A day before today; empty for a day that was not kept, or lies before the system began.</param>
    public static async Task<Outcome<ReadinessShown>> Read(string code, Act act, Known known, DateOnly? day = null)
    {
        if (code.Length is not (9 or 12) || !Divisions.IsCode(code))
            return Problem.NotFound;
        if (Refused(code, act, day) is { } problem)
            return problem;
        var today = Shanghai.Day(act.Now);
        var query = Query(act, known);
        var kept = await Kept(act, known, [Divisions.Street(code)], Past(day, today));
        IReadOnlyList<DutyRule> now = query.Duties(code);
        IReadOnlyList<DutyRule> duties = [.. now, .. KeptDays.Former(kept?.Values ?? [], now, act.Use<RulePacks>())];
        var rows = query
            .Communities(code)
            .Select(community => new CommunityReadiness(
                community.Code,
                community.Name,
                query.Answers(community.Code),
                [.. query.Cells(community.Code, now), .. duties.Skip(now.Count).Select(_ => NotNow)],
                kept is null ? null : Then(kept, community.Code, duties, Past(day, today)!.Value)
            ))
            .Concat(
                Ended(query, code, kept)
                    .Select(one => new CommunityReadiness(
                        one.Code,
                        one.Name,
                        null,
                        [.. duties.Select(_ => NotNow)],
                        Then(kept!, one.Code, duties, Past(day, today)!.Value)
                    ))
            )
            .OrderBy(row => row.Code, StringComparer.Ordinal)
            .ToList();
        return new Outcome<ReadinessShown>(
            new(
                code,
                query.Name(code),
                today,
                Past(day, today),
                kept?.ContainsKey(Divisions.Street(code)),
                duties,
                rows,
                [.. Gaps(rows)],
                kept?.Values.FirstOrDefault()?.Packs ?? ListOf.From(query.Packs(code)),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Shows the streets of a county (6 digits), or the counties of a city (4): the number of communities by state of each duty, the gaps to mend first, and the county's own duties.</summary>
    /// <param name="day">Past day, as for a street.</param>
    public static async Task<Outcome<ReadinessSummary>> Summary(string code, Act act, Known known, DateOnly? day = null)
    {
        if (code.Length is not (4 or 6) || !Divisions.IsCode(code))
            return Problem.NotFound;
        if (Refused(code, act, day) is { } problem)
            return problem;
        var today = Shanghai.Day(act.Now);
        var query = Query(act, known);
        var communities = query.Communities(code).ToList();
        var kept = await Kept(
            act,
            known,
            [.. communities.Select(one => Divisions.Street(one.Code)).Distinct(StringComparer.Ordinal)],
            Past(day, today)
        );
        IReadOnlyList<DutyRule> now =
        [
            .. communities
                .Select(one => Divisions.County(one.Code))
                .Append(code)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(query.Duties)
                .DistinctBy(rule => (rule.Pack, rule.Id, rule.Adopted))
                .OrderBy(rule => !rule.IsCounted())
                .ThenBy(rule => rule.Bearer),
        ];
        IReadOnlyList<DutyRule> duties = [.. now, .. KeptDays.Former(kept?.Values ?? [], now, act.Use<RulePacks>())];
        var inOrder = InOrder(query, duties);
        var rows = communities.Select(one => new CommunityReadiness(one.Code, one.Name, null, inOrder(one.Code), null)).ToList();
        var shown = query
            .Rows(code)
            .Select(division =>
            {
                var own = rows.Where(row => row.Code.StartsWith(division.Code, StringComparison.Ordinal)).ToList();
                var streets = kept
                    ?.Where(one => one.Key.StartsWith(division.Code, StringComparison.Ordinal))
                    .Select(one => one.Value)
                    .ToList();
                return new SummaryRow(
                    division.Code,
                    division.Name,
                    own.Count,
                    [.. duties.Select((_, n) => Tally.Of(own.Select(row => row.Cells[n])))],
                    streets is not { Count: > 0 } ? null : Then(streets, duties, Past(day, today)!.Value)
                );
            });
        return new Outcome<ReadinessSummary>(
            new(
                code,
                query.Name(code),
                today,
                Past(day, today),
                kept is null ? null : kept.Count > 0,
                duties,
                [.. shown],
                code.Length == 6 ? Then(query.Own(code), await Kept(act, known, [code], Past(day, today)), code, Past(day, today)) : [],
                [.. First(rows, query)],
                kept?.Values.FirstOrDefault()?.Packs ?? ListOf.From(query.Packs(code)),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Shows the same as a page to print: community by community for a street, in figures for a county or city.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> Page(string code, Act act, Known known, DateOnly? day = null, string? lang = null) =>
        await Paper(code, act, known, day, lang) is var (paper, problem) && paper is not null ? paper.Page() : problem!;

    /// <summary>Writes the same as a document (DOCX).</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> Document(
        string code,
        HttpContext context,
        Act act,
        Known known,
        DateOnly? day = null,
        string? lang = null
    )
    {
        var (paper, problem) = await Paper(code, act, known, day, lang);
        if (paper is null)
            return problem!;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"readiness-{code}.docx\"";
        return paper.Document();
    }

    private static async Task<(Paper? Paper, Problem? Problem)> Paper(string code, Act act, Known known, DateOnly? day, string? lang)
    {
        var texts = PaperTexts.In(lang);
        var (words, packs) = (new PageWords(texts.Language), act.Use<RulePacks>());
        if (code.Length is 4 or 6)
        {
            var summary = await Summary(code, act, known, day);
            return summary.Problem is { } refused ? (null, refused) : (ReadinessPaper.Of(summary.Value!, packs, texts, words), null);
        }
        var shown = await Read(code, act, known, day);
        return shown.Problem is { } problem ? (null, problem) : (ReadinessPaper.Of(shown.Value!, packs, texts, words), null);
    }

    private static readonly DutyStanding NotKept = DutyStanding.Is(Mark.Unknown, Fact.None);
    private static readonly DutyStanding NotNow = DutyStanding.Is(Mark.NotApplicable, Fact.None);

    private static ReadinessQuery Query(Act act, Known known) => new(act.Use<EvidenceTable>(), known, act.Asked.Realm, act.Now);

    private static Problem? Refused(string code, Act act, DateOnly? day) =>
        act.Asked.Allow(code.Length < 9 ? ReadinessPermissions.Summary : ReadinessPermissions.Read, new Place(code)).Problem is { } problem
            ? problem
        : day > Shanghai.Day(act.Now) ? Problem.Bad("?day: not after today")
        : null;

    private static DateOnly? Past(DateOnly? day, DateOnly today) => day < today ? day : null;

    private static async Task<IReadOnlyDictionary<string, KeptReadiness>?> Kept(
        Act act,
        Known known,
        IReadOnlyCollection<string> streets,
        DateOnly? past
    ) => past is { } day ? await act.Use<KeptDays>().Of(streets, day, known.At, act.Stop) : null;

    // Counties of one city may have different duties, by the standards they have adopted.
    private static Func<string, IReadOnlyList<DutyStanding>> InOrder(ReadinessQuery query, IReadOnlyList<DutyRule> duties)
    {
        var orders = new Dictionary<string, (IReadOnlyList<DutyRule> Own, int[] At)>(StringComparer.Ordinal);
        return community =>
        {
            var county = Divisions.County(community);
            if (!orders.TryGetValue(county, out var order))
            {
                var own = query.Duties(county).ToList();
                orders.Add(county, order = (own, [.. duties.Select(duty => own.IndexOf(duty))]));
            }
            var cells = query.Cells(community, order.Own);
            return [.. order.At.Select(n => n < 0 ? NotNow : cells[n])];
        };
    }

    // Communities that existed when the day ended, and have been split or merged since.
    private static IEnumerable<DivisionKnown> Ended(ReadinessQuery query, string code, IReadOnlyDictionary<string, KeptReadiness>? kept) =>
        (kept?.Values ?? [])
            .SelectMany(street => street.Rows)
            .Where(row => row.Community.StartsWith(code, StringComparison.Ordinal))
            .Select(row => query.Ended(row.Community))
            .OfType<DivisionKnown>();

    /// <summary>The kept standings of a community on a day; null where there are none. A duty that did not exist then is unknown.</summary>
    private static IReadOnlyList<DutyStanding>? Then(
        IReadOnlyDictionary<string, KeptReadiness> kept,
        string community,
        IReadOnlyList<DutyRule> duties,
        DateOnly day
    )
    {
        var row = kept.GetValueOrDefault(Divisions.Street(community))?.Rows.FirstOrDefault(row => row.Community == community);
        return row is null
            ? null
            : [.. duties.Select(duty => row.Cells.FirstOrDefault(cell => KeptDays.Is(cell, duty))?.At(day) ?? NotKept)];
    }

    /// <summary>A county's own duties with their standings on a day; none for a day before they were kept.</summary>
    private static IReadOnlyList<OwnStanding> Then(
        IReadOnlyList<OwnStanding> own,
        IReadOnlyDictionary<string, KeptReadiness>? kept,
        string county,
        DateOnly? day
    ) =>
        [
            .. own.Select(one =>
                one with
                {
                    Then = kept
                        ?.GetValueOrDefault(county)
                        ?.Rows.SelectMany(row => row.Cells)
                        .FirstOrDefault(cell => KeptDays.Is(cell, one.Duty))
                        ?.At(day!.Value),
                }
            ),
        ];

    private static IReadOnlyList<Tally> Then(IEnumerable<KeptReadiness> streets, IReadOnlyList<DutyRule> duties, DateOnly day)
    {
        var cells = streets.SelectMany(street => street.Rows).SelectMany(row => row.Cells).ToLookup(cell => (cell.Pack, cell.Duty));
        return [.. duties.Select(duty => Tally.Of(cells[(duty.Pack, duty.Id)].Select(cell => cell.At(day))))];
    }

    // A single gap of each duty: three rows of the same would say no more than one.
    private static IEnumerable<SummaryGap> First(IReadOnlyList<CommunityReadiness> rows, ReadinessQuery query)
    {
        var all = Gaps(rows).ToList();
        foreach (var gap in all.DistinctBy(gap => gap.Duty).Take(MostGaps))
        {
            var row = rows.First(row => row.Code == gap.Community);
            yield return new(
                gap.Community,
                row.Name,
                query.Name(Divisions.Street(gap.Community)),
                gap.Duty,
                row.Cells[gap.Duty],
                query.Answers(gap.Community),
                all.Count(one => one.Duty == gap.Duty) - 1
            );
        }
    }

    // An empty shift cannot wait until tomorrow; a gap without a date ranks as open longer than one with a date.
    internal static IEnumerable<Gap> Gaps(IEnumerable<CommunityReadiness> rows) =>
        rows.SelectMany(row => row.Cells.Select((standing, duty) => (DutyStanding: standing, Gap: new Gap(row.Code, duty))))
            .Where(cell => cell.DutyStanding.Mark is Mark.Late or Mark.Soon)
            .OrderBy(cell => cell.DutyStanding.Mark == Mark.Soon)
            .ThenBy(cell => cell.DutyStanding.Fact is not (Fact.ShiftEmpty or Fact.Unrostered))
            .ThenBy(cell => cell.DutyStanding.Mark == Mark.Late ? -(cell.DutyStanding.Days ?? int.MaxValue) : cell.DutyStanding.Days ?? 0)
            .ThenBy(cell => cell.Gap.Community, StringComparer.Ordinal)
            .Select(cell => cell.Gap);
}
