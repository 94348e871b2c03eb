using Emergency.Server.Across.Retaining;

namespace Emergency.Server.Tests.Retaining;

/// <summary>Last day of keeping or holding data: to keep it goes beyond today, to hold it begins with today.</summary>
public sealed class KeepingWishTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData(-1, false, false)]
    [InlineData(0, false, true)]
    [InlineData(1, true, true)]
    public void A_day_is_taken_from_tomorrow_on_or_from_today_on(int days, bool keeps, bool holds)
    {
        (NewKeeping.Faults(new(Today.AddDays(days), "案件"), Today).Count == 0).ShouldBe(keeps);
        (NewDataHold.Faults(new(Today.AddDays(days), "案件"), Today).Count == 0).ShouldBe(holds);
    }

    [Fact]
    public void A_reason_is_needed_but_where_a_hold_is_lifted()
    {
        NewKeeping.Faults(new(null, "案件"), Today).ShouldNotBeEmpty();
        foreach (
            var (reason, said) in ((string?, bool)[])
                [(null, false), ("", false), ("案", true), (new string('案', 200), true), (new string('案', 201), false)]
        )
        {
            (NewKeeping.Faults(new(Today.AddDays(1), reason), Today).Count == 0).ShouldBe(said);
            (NewArchiving.Faults(new(reason)).Count == 0).ShouldBe(said);
            (NewDataHold.Faults(new(Today, reason), Today).Count == 0).ShouldBe(said);
        }
        NewDataHold.Faults(new(null, null), Today).ShouldBeEmpty();
    }
}
