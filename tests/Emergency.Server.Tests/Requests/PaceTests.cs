using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Tests.Requests;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Each row: the seconds at which an account asks, with three requests within ten seconds being free, and the wait of the last one; 0
    /// where it is free.
    /// </summary>
    [Theory]
    [InlineData(0, 0, 1, 2)]
    [InlineData(7, 0, 1, 2, 3)]
    [InlineData(1, 0, 1, 2, 9)]
    [InlineData(0, 0, 1, 2, 10)]
    [InlineData(0, 0, 1, 2, 3, 4, 5, 10)]
    [InlineData(1, 0, 1, 2, 10, 10)]
    public void As_many_as_are_free_are_answered_and_the_next_when_the_first_is_old_enough(int waits, params int[] asks)
    {
        var pace = new Pace(3, TimeSpan.FromSeconds(10));
        var answers = asks.Select(second => pace.Ask(new("a"), Start.AddSeconds(second))).ToList();
        answers[^1].ShouldBe(waits == 0 ? null : TimeSpan.FromSeconds(waits));
        pace.Ask(new("b"), Start).ShouldBeNull("whoever else asks has a pace of their own");
    }
}
