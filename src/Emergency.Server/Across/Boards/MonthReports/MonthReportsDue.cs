using Emergency.Domain;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Rhythms;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.MonthReports;

/// <summary>月报 for the month before the duty fell due: sent, and not returned.</summary>
internal class MonthReportAnswered : IRoundAnswered
{
    public virtual string Duty => DutyRhythm.MonthReport;
    public string Part => "month";

    // A returned report has a line of its own.
    public int Left(RoundAsked asked) => asked.Known.Of<MonthReportsKnown>().Find(asked.Community, Month(asked)) is null ? 1 : 0;

    public DateOnly? Until(RoundAsked asked) =>
        Shanghai.Day(MonthReport.DueAt(asked.Community, Month(asked), asked.Known.InForce).AddTicks(-1));

    private static DateOnly Month(RoundAsked asked) => Months.Before(asked.Since);
}

/// <summary>The same for a street.</summary>
internal sealed class StreetMonthReportAnswered : MonthReportAnswered
{
    public override string Duty => DutyRhythm.StreetMonthReport;
}

/// <summary>月报: returned reports, and reports that a street must receive.</summary>
internal sealed class MonthReportsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(MonthReportPermissions.Read, new(asked.Division)).Problem is not null)
            yield break;
        var (all, takes) = (asked.Known.Of<MonthReportsKnown>(), asked.Communities.Any(one => MonthReportQuery.MayTake(asked.Asked, one)));
        var month = Months.Before(asked.Asked.Now);
        var sent = asked.Communities.Count(one => all.Find(one, month)?.Stage == MonthReportStage.Sent);
        if (takes && sent > 0)
            yield return new("month-report-take", asked.Division, asked.Today, "month", "", sent);
        foreach (var division in asked.Communities.Append(asked.Division).Distinct(StringComparer.Ordinal))
            if (all.Find(division, month)?.Stage == MonthReportStage.Returned)
                yield return new(
                    "month-report-returned",
                    division,
                    asked.Today,
                    "month",
                    division.Length > 9 ? $"community={division}" : "",
                    Others: !MonthReportQuery.MaySend(asked.Asked, division)
                );
    }
}

internal static class Months
{
    /// <summary>The first day of the month before an instant's, in Asia/Shanghai.</summary>
    public static DateOnly Before(DateTimeOffset at)
    {
        var day = Shanghai.Day(at);
        return new DateOnly(day.Year, day.Month, 1).AddMonths(-1);
    }
}
