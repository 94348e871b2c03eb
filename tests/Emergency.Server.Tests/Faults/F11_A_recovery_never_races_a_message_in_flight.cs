using Emergency.Hotlines.Simulator;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>What is in flight when the server dies is sent again under the same id, and has one effect on either side (wolverine 585, 587; hangfire 2380).</summary>
public sealed class F11_A_recovery_never_races_a_message_in_flight
{
    private const int Many = 24;

    [Fact]
    public async Task A_message_that_arrived_without_our_hearing_of_it_is_one_offer_and_one_answer()
    {
        // 120 takes each message, the connection breaks before we hear of it, and the answer comes twice while we send again.
        await using var outpost = await Outpost.Start(new([], new Turn([new Step(Reply.Accept, 1.5, Times: 2)], Lost: 1)));
        await outpost.Offer(Outpost.Keys(Many));
        await Until.True(() => outpost.Seen("lost").Count >= Many / 2, "messages arrive unheard");
        await outpost.Restart();
        await outpost.Until("handover.accepted.v1", Many, TimeSpan.FromSeconds(30));
        var effects = outpost.Seen("lost", "taken", "repeated", "lost-again").GroupBy(line => line.Handover, StringComparer.Ordinal).ToList();
        effects.Count.ShouldBe(Many);
        foreach (var handover in effects)
        {
            handover.Count(line => line.What is "lost" or "taken").ShouldBe(1);
            handover.Select(line => (line.Message, line.Digest)).Distinct().ShouldHaveSingleItem();
        }
        effects.Sum(handover => handover.Count(line => line.What == "repeated")).ShouldBeGreaterThan(0, "something was sent twice");
        (await outpost.Stored("handover.queued.v1")).Count.ShouldBe(Many);
        (await outpost.Stored("handover.accepted.v1")).Count.ShouldBe(Many);
        (await outpost.Stored("handover.delivered.v1")).ShouldBeUnique();
    }
}
