using System.Globalization;
using Emergency.Domain;
using Emergency.Server.Features.Visits;

namespace Emergency.Server.Tests.Visits;

public sealed class MonthTallyTests
{
    private static readonly DateOnly Today = new(2026, 3, 15);

    /// <summary>
    /// Each row: the due day of the next visit and the day of the last one, "-" for none; a plan set aside; and the state on the 15th of
    /// March.
    /// </summary>
    [Theory]
    [InlineData("03-14", "-", "", "Missed 03-14")]
    [InlineData("03-15", "-", "", "Open 03-15")]
    [InlineData("03-15", "-", "tried", "Missed 03-15")]
    [InlineData("03-15", "-", "handed", "Open 03-15")]
    [InlineData("03-16", "-", "tried", "Open 03-16")]
    [InlineData("03-31", "02-28", "", "Open 03-31")]
    [InlineData("04-01", "02-28", "", "-")]
    [InlineData("04-01", "03-01", "", "Met 03-01")]
    [InlineData("03-20", "03-02", "", "Met 03-02")]
    [InlineData("03-14", "03-02", "", "Missed 03-14")]
    [InlineData("-", "02-28", "", "-")]
    [InlineData("-", "03-15", "", "Met 03-15")]
    public void A_month_says_of_each_person_whether_they_were_met_missed_or_are_still_to_be_seen(
        string next,
        string seen,
        string aside,
        string standing
    )
    {
        var set = aside switch
        {
            "tried" => VisitAside.Empty with { Missed = Domain.Visits.MissReason.Out },
            "handed" => VisitAside.Empty with { Hand = new(Guid.CreateVersion7()) },
            _ => null,
        };
        var visit = new VisitKnown(30, 0, true, false, Day(next), Day(seen) is { } day ? Shanghai.At(day, new TimeOnly(9, 0)) : null, set);
        var told = new MonthTally(Today).Of(visit) is var (how, on) ? $"{how} {on.ToString("MM-dd", CultureInfo.InvariantCulture)}" : "-";
        told.ShouldBe(standing);
    }

    private static DateOnly? Day(string day) =>
        day == "-" ? null : DateOnly.ParseExact($"2026-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
