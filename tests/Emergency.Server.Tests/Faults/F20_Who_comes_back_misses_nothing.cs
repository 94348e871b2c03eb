using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Server.Foundation;
using Emergency.Testing;

namespace Emergency.Server.Tests.Live;

public sealed partial class LiveHubTests
{
    [Fact]
    public async Task F20_nothing_is_lost_or_overtaken_between_snapshot_and_join()
    {
        const int Rounds = 40;
        var token = await _stage.SignIn("duty", Role.CountyDuty, County);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested && n < 3_000; n++)
                await _stage.Folded(_stage.MarkDue(Yiyang, $"t{n}"));
        });
        var joined = new List<(Ear Ear, int Count)>();
        for (var round = 0; round < Rounds; round++)
        {
            var ear = await _stage.Listen(token);
            var answer = await ear.Join("division", Yiyang);
            joined.Add((ear, Triggers(Found(answer["snapshot"]!, Yiyang)).Count));
        }
        await stop.CancelAsync();
        await writing;
        var last = _stage.MarkDue(Yiyang, "last");
        var all = (int)last.Sequence;
        foreach (var (ear, count) in joined)
        {
            await Until.True(() => Triggers(ear.Newest("plan", Yiyang)).Count == all, "everybody hears the last one");
            ear.Changed.Select(change => Triggers(change["value"]).Count).Prepend(count).ShouldBeInOrder(SortDirection.Ascending);
        }
    }

    [Fact]
    public async Task Who_comes_back_is_told_only_what_was_missed()
    {
        var token = await _stage.SignIn("duty", Role.CountyDuty, County);
        await _stage.Told(_stage.MarkDue(Sanlidian, "law"));
        var before = await (await _stage.Listen(token)).Join("division", County);
        await _stage.Told(_stage.MarkDue(Yiyang, "law"));
        await _stage.Told(_stage.MarkDue(Yiyang, "drill"));
        var again = await (await _stage.Listen(token)).Join("division", County, (long)before["position"]!);
        again["snapshot"].ShouldBeNull();
        again["missed"]!.AsArray().Select(change => (string?)change!["key"]).ShouldBe([Yiyang, Yiyang]);
    }

    [Fact]
    public async Task Who_knows_only_what_this_node_has_forgotten_gets_the_whole_state()
    {
        await using var restarted = await LiveStage.Open(feed =>
        {
            foreach (var trigger in (string[])["law", "drill"])
                feed.Append(Entities.Plan(Entities.Live, Yiyang), new PlanMarkedDue(trigger, TimeProvider.System.GetUtcNow()));
        });
        var ear = await restarted.Listen(await restarted.SignIn("duty", Role.CountyDuty, County));
        var joined = await ear.Join("division", County, 1);
        joined["missed"].ShouldBeNull();
        Triggers(Found(joined["snapshot"]!, Yiyang)).ShouldBe(["law", "drill"]);
    }
}
