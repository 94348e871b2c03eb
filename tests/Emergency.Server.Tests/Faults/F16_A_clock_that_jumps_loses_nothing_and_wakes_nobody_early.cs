using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Testing;

namespace Emergency.Server.Tests.Reactions;

public sealed partial class DueClockTests
{
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(11);

    [Theory]
    [InlineData(-1)]
    [InlineData(-24 * 365)]
    [InlineData(24 * 365)]
    public async Task A_clock_that_is_set_and_stays_so_does_nothing_late_and_nothing_early(int hours)
    {
        await Start();
        await Pass(Settled);
        var due = await Set(TimeSpan.FromMinutes(20));
        _time.Jump(_time.GetUtcNow().AddHours(hours));
        await Pass(TimeSpan.FromMinutes(19));
        _entities.All.ShouldBeEmpty();
        await Pass(TimeSpan.FromMinutes(2), () => !_entities.All.IsEmpty);
        _entities.All.ShouldHaveSingleItem().Command.ShouldBe(new Remind(due));
    }

    [Fact]
    public async Task A_clock_that_jumps_a_year_ahead_and_back_wakes_nobody_early()
    {
        await Start();
        var due = await Set(TimeSpan.FromMinutes(20));
        var before = _time.GetUtcNow();
        _time.Jump(before.AddYears(1));
        await Pass(TimeSpan.FromSeconds(5));
        _time.Jump(before.AddSeconds(5));
        await Pass(TimeSpan.FromMinutes(19));
        _entities.All.ShouldBeEmpty();
        await Pass(TimeSpan.FromMinutes(2), () => !_entities.All.IsEmpty);
        _entities.All.ShouldHaveSingleItem().Command.ShouldBe(new Remind(due));
    }

    [Fact]
    public async Task A_machine_that_has_just_been_switched_on_and_learns_the_time_is_believed_after_ten_seconds()
    {
        await Start();
        await Set(TimeSpan.FromHours(3));
        _time.Jump(_time.GetUtcNow().AddDays(1));
        await Pass(TimeSpan.FromSeconds(12), () => !_entities.All.IsEmpty);
    }

    [Fact]
    public void A_clock_that_was_set_is_said_until_it_is_right_again()
    {
        var time = new FakeTime();
        var (steady, began) = (new SteadyTime(time), time.GetUtcNow());
        steady.Advice.ShouldBeNull();
        time.Advance(Settled);
        time.Jump(began.AddHours(-3));
        time.Advance(TimeSpan.FromHours(1));
        steady.GetUtcNow().ShouldBe(began + Settled + TimeSpan.FromHours(1));
        steady.Advice.ShouldNotBeNull().ShouldContain("set back by 03:11:00");
        time.Jump(began + Settled + TimeSpan.FromHours(1) + TimeSpan.FromSeconds(20));
        steady.Advice.ShouldBeNull();
        steady.GetUtcNow().ShouldBe(time.GetUtcNow(), "a small step is followed");
    }
}
