using Emergency.Domain;

namespace Emergency.Server.Tests.Reactions;

public sealed partial class DueClockTests
{
    [Fact]
    public async Task A_clock_that_jumps_an_hour_back_loses_no_due_time()
    {
        await Start();
        var due = await Set(TimeSpan.FromSeconds(30));
        _time.Jump(_time.GetUtcNow().AddHours(-1));
        await Pass(TimeSpan.FromMinutes(30));
        _entities.All.ShouldBeEmpty();
        await Pass(TimeSpan.FromMinutes(32), () => !_entities.All.IsEmpty);
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
    public async Task A_clock_that_was_set_right_by_a_day_is_believed_after_ten_seconds()
    {
        await Start();
        await Set(TimeSpan.FromHours(3));
        _time.Jump(_time.GetUtcNow().AddDays(1));
        await Pass(TimeSpan.FromSeconds(12), () => !_entities.All.IsEmpty);
    }
}
