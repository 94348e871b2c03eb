using Emergency.Drills.Playing;
using Emergency.Drills.Plays;

namespace Emergency.Server.Tests.Drills.Runner;

/// <summary>The place of a kill is judged by the changes heard and by the events in the journal.</summary>
public sealed class KillsTests
{
    private const string Escalated = "incident.task-escalated.v1",
        Earlier = "01990000-0000-7000-8000-000000000001",
        Task = "01990000-0000-7000-8000-000000000002";
    private static readonly DateTimeOffset At = new(2026, 3, 10, 1, 45, 0, TimeSpan.Zero);
    private static readonly Killed Kill = new(1, 1_000, At, System.Threading.Tasks.Task.FromResult(2));
    private static readonly Kill Wanted = new("wait-escalates", null, null, null, Escalated, "{waiting}", null);

    private static Exported.Line Row(long position, string task, int milliseconds) =>
        new(
            position,
            "live/incident/7f",
            position,
            Escalated,
            $"{position}",
            At.AddMilliseconds(milliseconds),
            $$"""{"task":"{{task}}"}"""
        );

    [Fact]
    public void What_an_earlier_try_left_behind_goes_on_by_itself_and_says_nothing_about_this_one()
    {
        var export = new Exported([Row(8, Earlier, -900), Row(9, Earlier, -400), Row(10, Task, 30)]);
        Kills.Outside(Wanted, Task, Kill, 2_000, 7, export).ShouldBeNull();
        Kills.Outside(Wanted, null, Kill, 2_000, 7, export).ShouldBe($"{Escalated} had been stored");
    }

    [Fact]
    public void What_was_stored_before_the_kill_or_never_or_heard_before_it_is_outside()
    {
        Kills.Outside(Wanted, Task, Kill, 2_000, 7, new([Row(10, Task, -1)])).ShouldBe($"{Escalated} had been stored");
        Kills.Outside(Wanted, Task, Kill, 2_000, 7, new([Row(10, Earlier, 30)])).ShouldBe($"{Escalated} was never stored");
        Kills.Outside(Wanted, Task, Kill, 900, 7, new([Row(10, Task, 30)])).ShouldBe("wait-escalates had been seen");
        Kills.Outside(Wanted, Task, Kill, null, 7, new([Row(10, Task, 30)])).ShouldBe("wait-escalates was never seen");
        Kills
            .Outside(Wanted with { Stored = "case.received.v1" }, Task, Kill, 2_000, 7, new([Row(10, Task, 30)]))
            .ShouldBe("case.received.v1 was not stored");
    }
}
