using System.Collections.Immutable;
using Emergency.Domain.MonthReports;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.MonthReports;

/// <summary>The stage of each report, by the key of its entity; its figures and words stay in the journal.</summary>
internal sealed record MonthReportsKnown(ImmutableDictionary<string, MonthReportKnown> All)
{
    public static readonly MonthReportsKnown None = new(ImmutableDictionary.Create<string, MonthReportKnown>(StringComparer.Ordinal));

    public MonthReportKnown? Find(string division, DateOnly month) => All.GetValueOrDefault(Entities.MonthReport(division, month).Key);
}

internal sealed record MonthReportKnown(MonthReportStage Stage, int Version);
