using System.Collections.Immutable;
using System.Globalization;

namespace Emergency.Server.Across.MonthReports;

/// <summary>Codes of the figures that are counted as events happen.</summary>
internal static class MonthCount
{
    public const string Came = "came",
        Left = "left",
        VisitsMade = "visits-made",
        VisitsMissed = "visits-missed",
        ChecksMade = "checks-made",
        HazardsFound = "hazards-found",
        HazardsClosed = "hazards-closed",
        PatrolsWalked = "patrols-walked",
        RiskLooks = "risk-looks",
        StockReceived = "stock-received",
        StockCounted = "stock-counted",
        StockWrittenOff = "stock-written-off",
        Trained = "trained",
        OrdersAnswered = "orders-answered";
}

/// <summary>Counts of events in each community, by month in Asia/Shanghai: the last months only, since reports keep the rest.</summary>
/// <param name="All">By community, then by month and code ("2026-10/visits-made").</param>
/// <param name="Homes">The community of hazards, risk points and patrols ("hazard/ID"): most of their events do not name it.</param>
internal sealed record MonthCountsKnown(
    ImmutableDictionary<string, ImmutableDictionary<string, int>> All,
    ImmutableDictionary<string, string> Homes
)
{
    public static readonly MonthCountsKnown None = new(
        ImmutableDictionary.Create<string, ImmutableDictionary<string, int>>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal)
    );

    private static readonly ImmutableDictionary<string, int> Nothing = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Number of months kept before the newest.</summary>
    public const int Months = 14;

    public int Of(string community, DateOnly month, string code) =>
        All.GetValueOrDefault(community, Nothing).GetValueOrDefault(Key(month, code));

    internal MonthCountsKnown Plus(string community, DateOnly day, string code)
    {
        var (counts, key) = (All.GetValueOrDefault(community, Nothing), Key(day, code));
        if (!counts.ContainsKey(key))
        {
            var oldest = Key(day.AddMonths(-Months), "");
            counts = counts.RemoveRange(counts.Keys.Where(one => string.CompareOrdinal(one, oldest) < 0));
        }
        return this with { All = All.SetItem(community, counts.SetItem(key, counts.GetValueOrDefault(key) + 1)) };
    }

    private static string Key(DateOnly day, string code) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM}/{code}");
}
