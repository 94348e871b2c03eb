using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.Schedules;

namespace Emergency.Server.Tests.Drills;

public sealed class HolidayTests
{
    private static Calendar Announced => Holidays.Announced;

    [Fact]
    public void Whoever_works_instead_does_so_on_a_weekend_and_no_day_is_told_twice()
    {
        Announced
            .Days.Where(day => !day.Off)
            .ShouldAllBe(day => day.Day.DayOfWeek == DayOfWeek.Saturday || day.Day.DayOfWeek == DayOfWeek.Sunday);
        Announced.Days.DistinctBy(day => day.Day).Count().ShouldBe(Announced.Days.Count);
        Announced.Days.ShouldAllBe(day => Announced.Years.Contains(day.Day.Year));
    }

    // Statutory days off (全国年节及纪念日放假办法): 11 a year until 2024, 13 since; more free days are made up for or lie on a weekend.
    [Theory, InlineData(2024, 11), InlineData(2025, 13), InlineData(2026, 13)]
    public void A_year_has_as_many_free_weekdays_as_the_law_gives_and_weekends_make_up_for(int year, int statutory)
    {
        var days = Announced.Days.Where(day => day.Day.Year == year).ToList();
        var (weekdays, worked) = (
            days.Count(day => day.Off && day.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
            days.Count(day => !day.Off)
        );
        (weekdays - worked).ShouldBeLessThanOrEqualTo(statutory);
        (weekdays - worked).ShouldBeGreaterThanOrEqualTo(statutory - 3);
    }

    [Fact]
    public void The_sixth_of_May_2026_is_worked_the_ninth_too_and_of_2028_only_weekends_are_known()
    {
        Announced.IsWorkday(new(2026, 5, 6)).ShouldBeTrue();
        Announced.IsWorkday(new(2026, 5, 9)).ShouldBeTrue();
        Announced.IsHoliday(new(2026, 5, 5)).ShouldBeTrue();
        Announced.Knows(2028).ShouldBeFalse();
        Announced.IsHoliday(new(2028, 10, 1)).ShouldBeFalse();
    }
}
