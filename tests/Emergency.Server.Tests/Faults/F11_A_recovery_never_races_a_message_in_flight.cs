using Emergency.Hotlines.Simulator;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Faults;

/// <summary>
/// A message in flight when the server dies is sent again under the same id, and has one effect on either side (wolverine 585, 587;
/// hangfire 2380).
/// </summary>
[Long("processes that stand still, PostgreSQL")]
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
        await outpost.Until("handover.accepted.v1", Many, Until.AtMost);
        var effects = outpost
            .Seen("lost", "taken", "repeated", "lost-again")
            .GroupBy(line => line.Handover, StringComparer.Ordinal)
            .ToList();
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

    [Fact]
    public async Task A_node_that_stood_still_in_the_middle_of_sending_finds_another_has_sent_it_and_nothing_is_doubled()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        using var folder = new TempFolder();
        string[] shared = ["--journal", database, "--master-key", folder["master.key"]];
        await using var outpost = await Outpost.Start(new([], new Turn(Slow: 3)), shared);
        await using var other = await RunningServer.Beside([.. Outpost.Options(outpost.Centre), .. shared]);
        await outpost.Offer(["in flight"]);
        await Until.True(() => outpost.Seen("taken").Count == 1, "the message is at 120, which has not said so yet");
        await outpost.Server.Signal("STOP");
        await Until.True(() => outpost.Seen("repeated").Count == 1, "the other node has taken over and sends it too");
        await outpost.Server.Signal("CONT");
        await outpost.SignIn(other);
        await outpost.Until("handover.delivered.v1", 1, Until.AtMost);
        await outpost.Offer(["afterwards"]);
        await outpost.Until("handover.delivered.v1", 2, Until.AtMost);
        outpost.Seen("taken").Count.ShouldBe(2);
        outpost
            .Seen("taken", "repeated")
            .Select(line => (line.Message, line.Digest))
            .Distinct()
            .Count()
            .ShouldBe(2, "each hand-over has one message, however often it was sent");
        (await outpost.Stored("handover.delivered.v1")).ShouldBeUnique();
    }
}
