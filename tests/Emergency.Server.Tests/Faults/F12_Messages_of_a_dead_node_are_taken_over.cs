using Emergency.Hotlines.Simulator;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Faults;

/// <summary>Messages that a dead node has not sent are sent by another one, and not for ever (wolverine 3590, 2361).</summary>
[Long("PostgreSQL and a kill")]
public sealed class F12_Messages_of_a_dead_node_are_taken_over
{
    private const int Many = 6;

    [Fact]
    public async Task The_other_node_sends_what_the_dead_one_left_and_then_is_silent()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        using var folder = new TempFolder();
        string[] shared = ["--journal", database, "--master-key", folder["master.key"]];
        await using var outpost = await Outpost.Start(new([.. Enumerable.Repeat(Turn.Silence, Many)], new Turn(Errors: 3)), shared);
        await using var other = await RunningServer.Beside([.. Outpost.Options(outpost.Centre), .. shared]);
        outpost.Centre.Down = true;
        await outpost.Offer(Outpost.Keys(Many));
        outpost.Acknowledged.Count.ShouldBe(Many);
        await outpost.Server.Kill();
        outpost.Seen().ShouldBeEmpty();
        outpost.Centre.Down = false;
        await outpost.SignIn(other);
        await outpost.Until("handover.delivered.v1", Many, Until.AtMost);

        // The last one is refused three times before it is taken: a repeated message would come again meanwhile.
        await outpost.Offer(["afterwards"]);
        await outpost.Until("handover.delivered.v1", Many + 1, Until.AtMost);
        outpost.Seen("taken").Count.ShouldBe(Many + 1);
        outpost.Seen("repeated").ShouldBeEmpty();
        outpost.Seen("refused").Count.ShouldBe(3);
        (await outpost.Stored("handover.delivered.v1")).Count.ShouldBe(Many + 1);
    }
}
