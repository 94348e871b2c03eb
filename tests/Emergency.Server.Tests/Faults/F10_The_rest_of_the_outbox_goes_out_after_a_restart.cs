using Emergency.Hotlines.Simulator;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>kill -9 half-way through the outbox: the rest is sent after the restart (wolverine 565).</summary>
[Long("a process and kill of its own")]
public sealed class F10_The_rest_of_the_outbox_goes_out_after_a_restart
{
    private const int Many = 48,
        Before = 8;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Killed_half_way_the_rest_of_what_was_handed_over_reaches_120()
    {
        await using var outpost = await Outpost.Start(new([], new Turn(Slow: 0.4)));
        outpost.Centre.Takes = Before;
        await outpost.Offer(Outpost.Keys(Many));
        outpost.Acknowledged.Count.ShouldBe(Many);
        await Until.True(() => outpost.Seen("taken").Count == Before, "120 has some of them");
        await outpost.Server.Kill();
        var half = outpost.Seen("taken").Select(line => line.Handover).Distinct(StringComparer.Ordinal).Count();
        half.ShouldBe(Before, "the kill fell inside");
        outpost.Centre.Takes = null;
        await outpost.Restart();
        await Until.True(
            () => outpost.Seen("taken", "repeated").Select(line => line.Handover).Distinct(StringComparer.Ordinal).Count() == Many,
            "120 has all of them"
        );
        foreach (var handover in outpost.Seen("taken", "repeated").GroupBy(line => line.Handover, StringComparer.Ordinal))
        {
            handover.Count(line => line.What == "taken").ShouldBe(1);
            handover.Select(line => line.Message).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
            handover.Select(line => line.Digest).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        }
        await outpost.Until("handover.delivered.v1", Many, Within);
        (await outpost.Stored("handover.delivered.v1")).Count.ShouldBe(Many);
    }
}
