using Emergency.Engine.Seals;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>A node that stands still for longer than the others wait for it, and goes on.</summary>
[Long("nodes on PostgreSQL")]
[Collection(nameof(SomeNodes))]
public sealed class PauseTests
{
    // The longest wait: beside much else a node takes a minute to be up.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20),
        AtMost = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Of_a_node_that_stood_still_and_the_one_that_went_on_one_is_left_with_all_that_was_acknowledged_and_the_duty()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        using TempFolder one = new(),
            two = new();
        await using var first = NodeProcess.Start(one, database);
        await Until.True(() => NodeProcess.Did(first).Count > 0 && IsHolding(first), "the first node is up and has the duty", AtMost);
        await using var second = NodeProcess.Start(two, database);
        await Until.True(() => NodeProcess.Did(second).Count > 0, "so is the second", AtMost);

        await first.Signal("STOP");
        await Task.Delay(Pause, TimeProvider.System);
        IsHolding(second).ShouldBeTrue("the duty went over");
        await first.Signal("CONT");

        await Until.True(() => first.Ended || second.Ended, "one of them ends", AtMost);
        var (ended, left) = first.Ended ? (first, second) : (second, first);
        (await ended.Exit(AtMost)).ShouldBe(4);
        var before = NodeProcess.Did(left).Count;
        await Until.True(() => IsHolding(left) && NodeProcess.Did(left).Count > before + 20, "the other has the duty and goes on", AtMost);
        await left.Say("end");
        (await left.Exit(AtMost)).ShouldBe(0);

        var acknowledged = NodeProcess.Did(first).Concat(NodeProcess.Did(second)).ToList();
        acknowledged.ShouldBeUnique();
        var verified = await Verify.Run(new(one.Path, database));
        verified.Broken.ShouldBeNull();
        verified.Rows.ShouldBeGreaterThanOrEqualTo(acknowledged.Count);
    }

    private static bool IsHolding(RunningProcess node) => node.Lines.LastOrDefault(line => line is "held ." or "lost .") == "held .";
}
