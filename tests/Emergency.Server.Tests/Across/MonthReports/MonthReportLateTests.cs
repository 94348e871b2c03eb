using Emergency.Domain.MonthReports;
using Emergency.Domain.Rhythms;
using Emergency.Server.Across.MonthReports;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.MonthReports;

/// <summary>Times at which the report of a month is late.</summary>
public sealed class MonthReportLateTests(Borough town)
{
    private static readonly DateOnly January = new(2026, 1, 1),
        February = new(2026, 2, 1);

    /// <summary>
    /// A report that was never owed, because the duty came round only later, is not late; a returned one is due again; a sent one keeps its
    /// state.
    /// </summary>
    [Theory]
    [InlineData(Borough.Community, DutyRhythm.MonthReport)]
    [InlineData(Borough.Street, DutyRhythm.StreetMonthReport)]
    public async Task A_month_is_owed_from_the_first_round_on(string division, string duty)
    {
        var world = await World.Make(town);
        MonthReport back = MonthReport.None with { Stage = MonthReportStage.Returned },
            sent = MonthReport.None with { Stage = MonthReportStage.Sent };
        bool Late(DateOnly month, MonthReport report, int seconds = 1) =>
            MonthReportQuery.Late(
                world.Known,
                division,
                report,
                month,
                MonthReport.DueAt(division, month, world.Known.InForce).AddSeconds(seconds)
            );
        Late(February, MonthReport.None).ShouldBeFalse("it never came round");
        var due = MonthReport.DueAt(division, February, world.Known.InForce);
        world.Happen(Entities.Round(duty, division), new RoundCame(duty, division, due, due));
        Late(February, MonthReport.None).ShouldBeTrue("it came round");
        Late(February, MonthReport.None, 0).ShouldBeFalse("it is the last moment");
        Late(January, MonthReport.None).ShouldBeFalse("it came round later");
        Late(January, back).ShouldBeTrue("it came back");
        Late(January, back, 0).ShouldBeFalse("it came back and is the last moment");
        foreach (var stage in (MonthReportStage[])[MonthReportStage.Sent, MonthReportStage.Received])
        foreach (var late in (bool[])[true, false])
            Late(February, sent with { Stage = stage, Late = late }).ShouldBe(late, $"{stage}");
    }
}
