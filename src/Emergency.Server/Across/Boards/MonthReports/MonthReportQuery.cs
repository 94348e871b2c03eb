using Emergency.Domain;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Rhythms;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.MonthReports;

/// <summary>Reports of a month as shown to one asker.</summary>
internal sealed class MonthReportQuery(Known known, Act act)
{
    private readonly PlacesKnown _places = known.Of<PlacesKnown>();

    public async Task<MonthReportsShown> Shown(string code, DateOnly month)
    {
        var below = Below(code);
        var sent = await Sent([.. below.Select(one => one.Code), .. code.Length > 6 ? [code] : Array.Empty<string>()], month);
        var own = sent.GetValueOrDefault(code, MonthReport.None);
        var over = Shanghai.Day(act.Now) >= month.AddMonths(1);
        return new(
            code,
            _places.Name(code),
            month,
            Shanghai.Day(act.Now),
            over,
            code.Length > 6 ? MonthReport.DueAt(code, month, known.InForce) : null,
            MonthFigures.Rules,
            code.Length > 6 ? Shown(code, own, month) : null,
            code.Length > 6 && over && own.Stage != MonthReportStage.Received ? Counted(code, month, below, sent) : null,
            MaySend(act.Asked, code),
            below.Count > 0 && MayTake(act.Asked, below[0].Code),
            [.. below.Select(one => Shown(one.Code, sent.GetValueOrDefault(one.Code, MonthReport.None), month))],
            MonthFigures.Sum([.. Standing(below, sent)], below.Count),
            known.At.Value
        );
    }

    /// <summary>Present figures of a division: a street's are the sums of its communities' reports.</summary>
    public async Task<ListOf<MonthFigure>> Counted(string code, DateOnly month)
    {
        var below = Below(code);
        return Counted(code, month, below, await Sent([.. below.Select(one => one.Code)], month));
    }

    private ListOf<MonthFigure> Counted(
        string code,
        DateOnly month,
        IReadOnlyList<DivisionKnown> below,
        IReadOnlyDictionary<string, MonthReport> sent
    ) =>
        Divisions.IsCommunity(code)
            ? MonthFigures.Of(known, code, month, act.Now)
            : MonthFigures.Sum([.. Standing(below, sent)], below.Count);

    /// <summary>True when the asker acts for exactly this division.</summary>
    public static bool MaySend(Asked asked, string code) => Is(asked, MonthReportPermissions.Send, code);

    /// <summary>True when the asker acts for exactly the division right above.</summary>
    public static bool MayTake(Asked asked, string code) =>
        Is(asked, MonthReportPermissions.Take, Divisions.IsCommunity(code) ? Divisions.Street(code) : Divisions.County(code));

    private static bool Is(Asked asked, Permission permission, string division) =>
        asked.Grants.Any(grant => permission.Of(grant.Role) == Reach.Scope && grant.Scope == new Scope(division));

    private static IEnumerable<ListOf<MonthFigure>> Standing(
        IEnumerable<DivisionKnown> below,
        IReadOnlyDictionary<string, MonthReport> sent
    ) =>
        below
            .Select(one => sent.GetValueOrDefault(one.Code))
            .Where(one => one?.Stage is MonthReportStage.Sent or MonthReportStage.Received)
            .Select(one => one!.Figures);

    private Task<IReadOnlyDictionary<string, MonthReport>> Sent(IReadOnlyCollection<string> divisions, DateOnly month) =>
        act.Use<SentReports>().Of(divisions, month, known.At, act.Stop);

    private IReadOnlyList<DivisionKnown> Below(string code) =>
        Divisions.IsCommunity(code) ? [] : [.. _places.Below(code).OrderBy(one => one.Code, StringComparer.Ordinal)];

    private MonthReportShown Shown(string code, MonthReport state, DateOnly month) =>
        new(
            code,
            _places.Name(code),
            state.Stage,
            state.Version,
            Late(known, code, state, month, act.Now),
            state.Figures,
            Open(state.Words),
            state.SentAt,
            Open(state.Why),
            state.AnsweredAt
        );

    internal static bool Late(Known known, string code, MonthReport state, DateOnly month, DateTimeOffset now) =>
        state.Stage switch
        {
            MonthReportStage.None => Wanted(known, code, month) && Over(known, code, month, now),
            MonthReportStage.Returned => Over(known, code, month, now),
            _ => state.Late,
        };

    private static bool Over(Known known, string code, DateOnly month, DateTimeOffset now) =>
        now > MonthReport.DueAt(code, month, known.InForce);

    // False for a month before the duty first fell due there, when it had no register yet: no report is owed.
    private static bool Wanted(Known known, string code, DateOnly month) =>
        known
            .Of<RoundsKnown>()
            .First.TryGetValue(
                Entities.Round(Divisions.IsCommunity(code) ? DutyRhythm.MonthReport : DutyRhythm.StreetMonthReport, code).Key,
                out var first
            )
        && Months.Before(first) <= month;

    private string? Open(Sealed? words) => words is { } text ? act.Sealing.Open<FreeText>(text)?.Text : null;
}
