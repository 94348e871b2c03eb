using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Drills;

public sealed class ScheduleStories
{
    public static readonly ScheduleFacts Saturday = new(
        "季度演练",
        "411502001",
        [Community],
        "old-block-fire",
        DrillForm.Field,
        new(Rhythm.QuarterWeekday, Today, 1, 1, DayOfWeek.Saturday),
        new(9, 0),
        60,
        OnHoliday.Next,
        false,
        Hidden("安全员 例安全"),
        "停止演练"
    );
    public static readonly DateTimeOffset April = Day(2026, 4, 4);
    public static readonly ScheduleMade Made = new(Saturday, new(April, April), April.AddDays(-14), StreetOfficer, Night);
    private static readonly Calendar Qingming = new(
        [2026],
        [new(new(2026, 4, 4), true, "清明节"), new(new(2026, 4, 5), true, "清明节"), new(new(2026, 4, 6), true, "清明节")]
    );

    public static DateTimeOffset Day(int year, int month, int day, int hour = 9) =>
        new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime();

    public static MakeSchedule Make(ScheduleFacts facts, Calendar? calendar = null) =>
        new(facts, calendar ?? Calendar.WeekendsOnly, StreetOfficer, Night);

    public static FireSchedule Fire(DateTimeOffset due, double minutesLate = 0) =>
        new(due, Id<DrillId>(1), Calendar.WeekendsOnly, due.AddMinutes(minutesLate));

    private static Story Given(params ScheduleEvent[] events) => Story.Of(Noun.Schedule).Given(events);

    private static DateOnly[] First(int count, ScheduleRule rule) => [.. rule.Days().Take(count)];

    [Fact]
    public void Where_its_community_is_split_or_merged_another_takes_part_on_the_same_dates()
    {
        var there = Saturday with { Communities = [Neighbours] };
        Given(Made)
            .When(new MoveSchedule(Neighbours, Community, StreetOfficer, After(1)))
            .Nothing()
            .When(new MoveSchedule(Community, Neighbours, StreetOfficer, After(1)))
            .Then(new ScheduleChanged(there, Made.Next, Made.Due, StreetOfficer, After(1)))
            .When(new MoveSchedule(Neighbours, null, StreetOfficer, After(2)))
            .Then(new ScheduleEnded(StreetOfficer, After(2)))
            .When(new MoveSchedule(Neighbours, Community, StreetOfficer, After(3)))
            .Nothing();
        Given(Made, new SchedulePaused(StreetOfficer, After(1)))
            .When(new MoveSchedule(Community, Neighbours, StreetOfficer, After(2)))
            .Then(new ScheduleChanged(there, Made.Next, null, StreetOfficer, After(2)))
            .Now<Schedule>(schedule => schedule.Stage.ShouldBe(ScheduleStage.Paused));
    }

    [Fact]
    public void Every_first_Saturday_of_a_quarter_is_counted_by_quarters_of_the_year() =>
        First(3, new(Rhythm.QuarterWeekday, Today, 1, 1, DayOfWeek.Saturday))
            .ShouldBe([new(2026, 4, 4), new(2026, 7, 4), new(2026, 10, 3)]);

    /// <summary>The slot is Saturday, April 4, 9:00.</summary>
    [Theory]
    [InlineData("2026-03-20", "2026-07-04", "its own slot does not come again")]
    [InlineData("2026-04-04", "2026-07-04", "where nobody moved it")]
    [InlineData("2026-05-10", "2026-07-04", "put between two slots")]
    [InlineData("2026-07-03", "2026-07-04", "put on the day before the next")]
    [InlineData("2026-07-04", "2026-10-03", "put on the next slot")]
    [InlineData("2026-07-05", "2026-10-03", "put behind the next slot")]
    public void After_one_that_was_put_on_another_date_comes_the_first_slot_after_both(string moved, string next, string why)
    {
        var at = Shanghai.At(DateOnly.Parse(moved, null), 9);
        var schedule = Schedule.Evolve(Schedule.None, Made) with { Next = new(April, at) };
        var coming = Occasions.Coming(schedule, Calendar.WeekendsOnly).Take(2).ToList();
        coming[0].ShouldBe(new(April, at));
        Shanghai.Day(coming[1].At).ShouldBe(DateOnly.Parse(next, null), why);
    }

    [Fact]
    public void Every_ninety_days_goes_over_leap_day_and_new_year() =>
        First(3, new(Rhythm.Days, new(2027, 12, 1), 90)).ShouldBe([new(2027, 12, 1), new(2028, 2, 29), new(2028, 5, 29)]);

    [Fact]
    public void The_thirty_first_of_a_month_that_has_none_is_its_last_day() =>
        First(4, new(Rhythm.MonthDay, new(2028, 1, 31), 1, 31))
            .ShouldBe([new(2028, 1, 31), new(2028, 2, 29), new(2028, 3, 31), new(2028, 4, 30)]);

    [Fact]
    public void The_last_Friday_of_every_second_month_is_never_one_of_the_next() =>
        First(2, new(Rhythm.MonthWeekday, new(2026, 1, 1), 2, 5, DayOfWeek.Friday)).ShouldBe([new(2026, 1, 30), new(2026, 3, 27)]);

    [Fact]
    public void A_drill_on_a_holiday_goes_to_the_next_working_day_to_the_one_before_or_stays()
    {
        Given().When(Make(Saturday, Qingming)).Then<ScheduleMade>(e => e.Next!.At.ShouldBe(Day(2026, 4, 7)));
        Given()
            .When(Make(Saturday with { OnHoliday = OnHoliday.Before }, Qingming))
            .Then<ScheduleMade>(e => e.Next!.At.ShouldBe(Day(2026, 4, 3)));
        Given()
            .When(Make(Saturday with { OnHoliday = OnHoliday.Keep }, Qingming))
            .Then(Made with { Facts = Saturday with { OnHoliday = OnHoliday.Keep } });
    }

    [Fact]
    public void A_drill_begins_at_its_time_and_once_whoever_says_so_again() =>
        Given(Made)
            .When(Fire(April))
            .Then<ScheduleFired>(e => (e.FiredFor, e.Next!.At).ShouldBe((April, Day(2026, 7, 4))))
            .When(Fire(April, 1) with { Drill = Id<DrillId>(2) })
            .Nothing();

    [Fact]
    public void As_long_as_it_would_still_run_it_begins_late_after_that_a_date_is_proposed()
    {
        Given(Made).When(Fire(April, 59)).Then<ScheduleFired>(e => e.At.ShouldBe(April.AddMinutes(59)));
        Given(Made)
            .When(Fire(April, 60))
            .Then<ScheduleMissed>(e => (e.Proposed, e.Next!.At).ShouldBe((Day(2026, 4, 6), Day(2026, 7, 4))))
            .When(new AcceptDate(Day(2026, 4, 6), StreetOfficer, April.AddHours(2)))
            .Then<DateAccepted>(e => e.Next.ShouldBe(new Occasion(April, Day(2026, 4, 6))))
            .When(Fire(Day(2026, 4, 6)))
            .Then<ScheduleFired>(e => e.Next!.At.ShouldBe(Day(2026, 7, 4)));
    }

    [Fact]
    public void A_drill_brought_forward_is_not_held_again_on_the_day_of_the_rule() =>
        Given(Made)
            .When(new AcceptDate(Day(2026, 3, 20), StreetOfficer, Night))
            .Then<DateAccepted>(e => e.Next!.Slot.ShouldBe(April))
            .When(Fire(Day(2026, 3, 20)))
            .Then<ScheduleFired>(e => e.Next!.At.ShouldBe(Day(2026, 7, 4)));

    [Fact]
    public void Who_prepares_it_is_reminded_two_weeks_one_week_a_day_and_an_hour_before() =>
        Given(Made)
            .When(new Remind(April.AddDays(-14)))
            .Then(new ScheduleReminded(336, April, April.AddDays(-7), April.AddDays(-14)))
            .When(new Remind(April.AddDays(-7)))
            .Then(new ScheduleReminded(168, April, April.AddDays(-1), April.AddDays(-7)))
            .When(new Remind(April.AddDays(-1)))
            .Then(new ScheduleReminded(24, April, April.AddHours(-1), April.AddDays(-1)))
            .When(new Remind(April.AddHours(-1)))
            .Then(new ScheduleReminded(1, April, null, April.AddHours(-1)))
            .When(new Remind(April))
            .Nothing();

    [Fact]
    public void Who_was_told_of_one_date_is_told_again_of_another() =>
        Given(Made)
            .When(new ConfirmParty(Party.FireRescue, Hidden("119 接警员 郑试"), StreetOfficer, Night))
            .Then<PartyConfirmed>(_ => { })
            .Now<Schedule>(s => s.Untold.ShouldNotContain(Party.FireRescue))
            .When(new AcceptDate(Day(2026, 3, 20), StreetOfficer, After(1)))
            .Now<Schedule>(s => s.Untold.ShouldBe(Enum.GetValues<Party>()));

    [Fact]
    public void What_lay_in_a_pause_is_not_made_up_for() =>
        Given(Made, new SchedulePaused(StreetOfficer, Night))
            .When(new ResumeSchedule(Calendar.WeekendsOnly, StreetOfficer, Day(2026, 5, 1)))
            .Then<ScheduleResumed>(e => e.Next!.At.ShouldBe(Day(2026, 7, 4)));

    [Fact]
    public void A_secretary_proposes_another_date_and_the_rule_stays() =>
        Given(Made)
            .When(new ProposeDate(Day(2026, 4, 11), Secretary, Night))
            .Then(new DateProposed(Day(2026, 4, 11), Secretary, Night))
            .Now<Schedule>(s => s.Next!.At.ShouldBe(April));
}
