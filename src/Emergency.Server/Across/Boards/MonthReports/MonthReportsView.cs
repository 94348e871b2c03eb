using Emergency.Domain.MonthReports;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.MonthReports;

/// <summary>Folds how far each report is.</summary>
internal sealed class MonthReportsView : View<MonthReportsKnown>
{
    public override string Name => "month-reports";
    public override MonthReportsKnown Empty => MonthReportsKnown.None;

    protected override MonthReportsKnown Fold(MonthReportsKnown state, Happened happened) =>
        happened.Event switch
        {
            MonthReportSent e => With(state, happened, new(MonthReportStage.Sent, e.Version)),
            MonthReportReceived e => With(state, happened, new(MonthReportStage.Received, e.Version)),
            MonthReportReturned e => With(state, happened, new(MonthReportStage.Returned, e.Version)),
            _ => state,
        };

    private static MonthReportsKnown With(MonthReportsKnown state, Happened happened, MonthReportKnown one) =>
        new(state.All.SetItem(happened.Entity.Key, one));
}
