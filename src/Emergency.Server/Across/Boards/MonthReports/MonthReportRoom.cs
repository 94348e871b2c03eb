using Emergency.Server.Infrastructure.Due;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.MonthReports;

/// <summary>月报: registers the counts of each month, and the reports sent.</summary>
internal static class MonthReportRoom
{
    public static WebApplicationBuilder AddMonthReports(this WebApplicationBuilder builder)
    {
        builder.AddView<MonthCountsView>();
        builder.AddView<MonthReportsView>();
        builder.Services.AddSingleton<SentReports>();
        return builder.AddRoundAnswer<MonthReportAnswered>().AddRoundAnswer<StreetMonthReportAnswered>().AddDueToday<MonthReportsAreDue>();
    }
}
