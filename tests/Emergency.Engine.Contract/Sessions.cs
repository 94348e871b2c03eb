using System.Collections.Concurrent;

namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 15, 8, 0, 0, TimeSpan.Zero);

    private static SessionRow Desk(string account = "虚构-值班员", int after = 0) =>
        new(
            Guid.CreateVersion7(),
            new string('a', 64),
            account,
            Morning.AddMinutes(after),
            Morning.AddMinutes(after),
            Morning.AddHours(12),
            "Desk",
            "Firefox · Linux"
        );

    [Fact]
    public async Task A_session_is_found_as_it_was_begun_after_a_restart_and_after_a_crash()
    {
        var engine = await Site.Open();
        SessionRow whole = Desk(),
            bare = Desk(after: 1) with { Kind = null, Device = null };
        await engine.Sessions.Begin(whole);
        await engine.Sessions.Begin(bare);
        await engine.Sessions.Begin(whole with { Account = "虚构-别人" });
        (await engine.Sessions.Find([whole.Id, bare.Id, Guid.CreateVersion7()])).ShouldBe([whole, bare], ignoreOrder: true);
        (await (await Site.OpenAfterCrash()).Sessions.Of(whole.Account)).ShouldBe([whole, bare]);
        await engine.DisposeAsync();
        (await (await Site.Open()).Sessions.Find([whole.Id])).ShouldBe([whole]);
    }

    [Fact]
    public async Task Of_each_account_the_session_used_last_is_found_also_when_it_was_ended()
    {
        var engine = await Site.Open();
        SessionRow older = Desk(),
            newer = Desk(after: 5),
            other = Desk("虚构-别人");
        foreach (var one in (SessionRow[])[older, newer, other])
            await engine.Sessions.Begin(one);
        string[] asked = [older.Account, other.Account, "虚构-没来过"];
        (await engine.Sessions.LastUsed(asked)).ShouldBe([newer, other], ignoreOrder: true);
        await engine.Sessions.Use(older.Id, Morning.AddHours(1), Morning.AddHours(13));
        await engine.Sessions.End(older.Account, [older.Id], Morning.AddHours(2));
        (await engine.Sessions.LastUsed([older.Account]))
            .ShouldHaveSingleItem()
            .ShouldBe(older with { Used = Morning.AddHours(1), Ends = Morning.AddHours(13), Ended = Morning.AddHours(2) });
        (await engine.Sessions.LastUsed([])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Use_moves_its_end_and_neither_time_goes_back()
    {
        var engine = await Site.Open();
        var one = Desk();
        await engine.Sessions.Begin(one);
        (await engine.Sessions.Use(one.Id, Morning.AddHours(2), Morning.AddHours(14))).ShouldBeTrue();
        (await engine.Sessions.Use(one.Id, Morning.AddHours(1), Morning.AddHours(13))).ShouldBeTrue();
        (await engine.Sessions.Find([one.Id])).ShouldBe([one with { Used = Morning.AddHours(2), Ends = Morning.AddHours(14) }]);
        (await engine.Sessions.Use(Guid.CreateVersion7(), Morning, Morning)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_ended_stays_ended_and_nobody_ends_a_session_of_somebody_else()
    {
        var engine = await Site.Open();
        SessionRow[] own = [Desk(), Desk(after: 1), Desk(after: 2), Desk(after: 3)];
        var other = Desk("虚构-别人");
        foreach (var one in own.Append(other))
            await engine.Sessions.Begin(one);
        (await engine.Sessions.End(own[0].Account, [own[0].Id, other.Id], Morning.AddHours(1))).ShouldBe([own[0].Id]);
        (await engine.Sessions.End(own[0].Account, [own[0].Id], Morning.AddHours(2))).ShouldBeEmpty();
        (await engine.Sessions.Use(own[0].Id, Morning.AddHours(3), Morning.AddHours(15))).ShouldBeFalse();
        await engine.Sessions.Begin(own[0]);
        (await engine.Sessions.Find([own[0].Id])).ShouldBe([own[0] with { Ended = Morning.AddHours(1) }]);

        (await engine.Sessions.EndAll(own[0].Account, own[2].Id, Morning.AddHours(4))).ShouldBe([own[1].Id, own[3].Id], ignoreOrder: true);
        (await engine.Sessions.Of(own[0].Account)).ShouldBe([own[2]]);
        (await engine.Sessions.EndAll(own[0].Account, null, Morning.AddHours(5))).ShouldBe([own[2].Id]);
        (await engine.Sessions.Of(other.Account)).ShouldBe([other]);
    }

    [Fact]
    public async Task What_ended_long_ago_is_removed()
    {
        var engine = await Site.Open();
        SessionRow ended = Desk(),
            ranOut = Desk() with { Ends = Morning.AddHours(1) },
            lasts = Desk();
        foreach (var one in (SessionRow[])[ended, ranOut, lasts])
            await engine.Sessions.Begin(one);
        await engine.Sessions.End(ended.Account, [ended.Id], Morning.AddHours(2));
        await engine.Sessions.Sweep(Morning.AddHours(1));
        (await engine.Sessions.Find([ended.Id, ranOut.Id, lasts.Id])).Count.ShouldBe(3);
        await engine.Sessions.Sweep(Morning.AddHours(3));
        (await engine.Sessions.Find([ended.Id, ranOut.Id, lasts.Id])).ShouldBe([lasts]);
    }

    [Fact]
    public async Task Sessions_kept_elsewhere_are_taken_over_once_in_the_life_of_a_database()
    {
        var engine = await Site.Open();
        SessionRow first = Desk(),
            second = Desk();
        (await engine.Sessions.TakenOver()).ShouldBeFalse();
        (await engine.Sessions.TakeOver([first])).ShouldBeTrue();
        (await engine.Sessions.End(first.Account, [first.Id], Morning.AddHours(1))).ShouldBe([first.Id]);
        await engine.DisposeAsync();
        engine = await Site.Open();
        (await engine.Sessions.TakenOver()).ShouldBeTrue();
        (await engine.Sessions.TakeOver([first, second])).ShouldBeFalse();
        (await engine.Sessions.Find([first.Id, second.Id])).ShouldBe([first with { Ended = Morning.AddHours(1) }]);
    }

    [Fact]
    public async Task Every_node_is_told_which_session_was_used_or_ended()
    {
        var engine = await Site.Open();
        var other = Site.Shared ? await Site.Open() : engine;
        var one = Desk();
        var told = new ConcurrentQueue<Guid?>();
        using (other.Sessions.Watch(told.Enqueue))
        {
            await engine.Sessions.Begin(one);
            (await other.Sessions.Find([one.Id])).ShouldBe([one]);
            // A node that has only begun to listen is told that it may have missed some: until then it has to ask.
            await Until.TrueAsync(
                async () => await engine.Sessions.Use(one.Id, Morning.AddHours(1), Morning.AddHours(13)) && told.Contains(one.Id),
                "the other node hears that it is used"
            );
            told.Clear();
            (await engine.Sessions.EndAll(one.Account, null, Morning.AddHours(2))).ShouldBe([one.Id]);
            await Until.True(() => told.Contains(one.Id), "the other node hears that it was ended");
        }
        (await other.Sessions.Find([one.Id])).ShouldBe([
            one with
            {
                Used = Morning.AddHours(1),
                Ends = Morning.AddHours(13),
                Ended = Morning.AddHours(2),
            },
        ]);
    }
}
