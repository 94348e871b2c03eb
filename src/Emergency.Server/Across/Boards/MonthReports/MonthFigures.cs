using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Stock;
using Emergency.Server.Across.Today;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.MonthReports;

/// <summary>The sections of a month's report.</summary>
internal enum FigureGroup
{
    People,
    Visits,
    Dangers,
    Stock,
    Team,
    Happened,
}

/// <param name="Standing">True for a figure as it stands when the report is sent; else it counts the month.</param>
internal sealed record FigureRule(string Code, FigureGroup Group, bool Standing);

/// <summary>The figures of a community's month, each counted from the registers and the journal; nobody types one.</summary>
internal static class MonthFigures
{
    private const int Unchecked = 90;

    private static readonly (FigureRule Rule, Func<Month, int> Count)[] Table =
    [
        (new("at-risk", FigureGroup.People, true), month => month.Persons.Count),
        (
            new("unchecked", FigureGroup.People, true),
            month => month.Persons.Count(one => !(one.Listed.CheckedOn >= month.Today.AddDays(-Unchecked)))
        ),
        Counted(MonthCount.Came, FigureGroup.People),
        Counted(MonthCount.Left, FigureGroup.People),
        Counted(MonthCount.VisitsMade, FigureGroup.Visits),
        Counted(MonthCount.VisitsMissed, FigureGroup.Visits),
        (
            new("visits-late", FigureGroup.Visits, true),
            month => month.Known.Of<VisitsKnown>().Of(month.Community).Values.Count(one => !one.Paused && one.IsLate(month.Today))
        ),
        Counted(MonthCount.ChecksMade, FigureGroup.Visits),
        (
            new("care-open", FigureGroup.Visits, true),
            month =>
                month
                    .Known.Of<CareKnown>()
                    .All.Values.Count(one =>
                        one.State.Community == month.Community && one.State.Stage != Domain.TemporaryCare.CareStage.Ended
                    )
        ),
        Counted(MonthCount.HazardsFound, FigureGroup.Dangers),
        Counted(MonthCount.HazardsClosed, FigureGroup.Dangers),
        (
            new("hazards-open", FigureGroup.Dangers, true),
            month => HazardsKnown.In(month.Known, month.Community).Count(one => one.State.Open)
        ),
        Counted(MonthCount.PatrolsWalked, FigureGroup.Dangers),
        Counted(MonthCount.RiskLooks, FigureGroup.Dangers),
        Counted(MonthCount.StockReceived, FigureGroup.Stock),
        Counted(MonthCount.StockCounted, FigureGroup.Stock),
        Counted(MonthCount.StockWrittenOff, FigureGroup.Stock),
        (new("stock-expired", FigureGroup.Stock, true), month => month.Lots.Count(lot => lot.ExpiresOn < month.Today)),
        (new("stock-low", FigureGroup.Stock, true), month => month.Lots.Count(lot => lot.Quantity < lot.Minimum)),
        (new("members", FigureGroup.Team, true), month => month.Known.Of<TeamsKnown>().Of(month.Community).State.Members.Count),
        Counted(MonthCount.Trained, FigureGroup.Team),
        (
            new("roster-gaps", FigureGroup.Team, true),
            month => RosterGaps.Of(month.Known, Entities.Live, month.Community, month.Now).Count()
        ),
        (new("drills", FigureGroup.Team, false), month => month.Known.Of<DrillsKnown>().All.Values.Count(month.Held)),
        (new("incidents", FigureGroup.Happened, false), month => month.Known.Of<IncidentsKnown>().All.Values.Count(month.Opened)),
        Counted(MonthCount.OrdersAnswered, FigureGroup.Happened),
    ];

    public static IReadOnlyList<FigureRule> Rules { get; } = [.. Table.Select(row => row.Rule)];

    /// <summary>Number of communities in a street's figures, and number of communities it has; for a county, of streets.</summary>
    public const string Reported = "units-reported",
        Units = "units";

    /// <summary>The figures of a community's month from the present views.</summary>
    public static ListOf<MonthFigure> Of(Known known, string community, DateOnly month, DateTimeOffset now)
    {
        var asked = new Month(known, community, month, now);
        return [.. Table.Select(row => new MonthFigure(row.Rule.Code, row.Count(asked)))];
    }

    /// <summary>
    /// The figures of a street or county: the sums of the reports from the units below it that were sent and not returned, and the number
    /// of these.
    /// </summary>
    public static ListOf<MonthFigure> Sum(IReadOnlyCollection<ListOf<MonthFigure>> sent, int units) =>
        [
            new(Reported, sent.Count),
            new(Units, units),
            .. Rules.Select(rule => new MonthFigure(
                rule.Code,
                sent.Sum(one => one.FirstOrDefault(figure => figure.Code == rule.Code)?.Count ?? 0)
            )),
        ];

    private static (FigureRule, Func<Month, int>) Counted(string code, FigureGroup group) =>
        (new(code, group, false), month => month.Known.Of<MonthCountsKnown>().Of(month.Community, month.First, code));

    private sealed class Month(Known known, string community, DateOnly first, DateTimeOffset now)
    {
        public Known Known => known;
        public string Community => community;
        public DateOnly First => first;
        public DateTimeOffset Now => now;
        public DateOnly Today { get; } = Shanghai.Day(now);
        public IReadOnlyList<PersonKnown> Persons { get; } = [.. known.Of<ResidentsKnown>().PersonsOf(community)];
        public IReadOnlyList<LotFacts> Lots { get; } = [.. known.Of<SuppliesKnown>().Of(community).Lots.Values.Select(lot => lot.Facts)];

        private bool Has(DateTimeOffset at) => Shanghai.Day(at) is var day && day >= first && day < first.AddMonths(1);

        // Counts the same drills as readiness does: practice at one's own table is none.
        public bool Held(DrillKnown drill) =>
            drill.Facts.Form != DrillForm.Solo
            && drill.State.End is { } end
            && Has(end.At)
            && drill.Facts.Communities.Contains(community, StringComparer.Ordinal);

        public bool Opened(IncidentKnown incident) =>
            incident.State.Community == community
            && incident.State.OpenedAt is { } at
            && Has(at)
            && incident.State.Stage != Domain.Incidents.IncidentStage.Withdrawn;
    }
}
