using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class SharedJournalTests
{
    private static readonly TimeSpan Bounded = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Of_two_nodes_that_write_the_same_place_the_first_has_it()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using Node here = await Node.Open(database),
            there = await Node.Open(database);
        (await here.Store("live/ledger/1", 1, "here", "here too")).ShouldBe(new Appended.Stored(2));
        (await there.Store("live/ledger/1", 1, "there")).ShouldBe(Appended.Taken.Answer);
        (await there.Store("live/ledger/1", 2, "there")).ShouldBe(Appended.Taken.Answer);
        (await there.Journal.HighestSequence("live/ledger/1", CancellationToken.None)).ShouldBe(2);
        (await there.Store("live/ledger/1", 3, "there")).ShouldBeOfType<Appended.Stored>();
        (await here.Stream("live/ledger/1")).ShouldBe(["here", "here too", "there"]);
    }

    [Fact]
    public async Task In_a_group_only_the_command_whose_place_is_taken_is_left_out()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using Node here = await Node.Open(database),
            there = await Node.Open(database);
        await there.Store("live/ledger/2", 1, "there");
        var answers = await here.Store(
            Node.Append("live/ledger/1", 1, "a", "b"),
            Node.Append("live/ledger/2", 1, "c", "d"),
            Node.Append("live/ledger/3", 1, "e")
        );
        answers[1].ShouldBe(Appended.Taken.Answer);
        var rows = await here.Journal.ReadFeed(0, 10, CancellationToken.None);
        rows.Select(r => $"{r.Stream} {r.Sequence}").ShouldBe(["live/ledger/2 1", "live/ledger/1 1", "live/ledger/1 2", "live/ledger/3 1"]);
        answers[0].ShouldBe(new Appended.Stored(rows[2].Ordering));
        answers[2].ShouldBe(new Appended.Stored(rows[3].Ordering));
    }

    [Fact]
    public async Task However_often_another_node_was_first_only_the_command_whose_place_is_taken_is_left_out()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using Node here = await Node.Open(database),
            there = await Node.Open(database);
        // The first is met unprepared, those after it are expected, the last is met unprepared again.
        for (var i = 1; i <= 150; i++)
        {
            var taken = i is 10 or 11 or 60 or 140;
            if (taken)
                (await there.Store("live/ledger/2", i, "there")).ShouldBeOfType<Appended.Stored>();
            var answers = await here.Store(
                Node.Append("live/ledger/1", i, $"{i}"),
                Node.Append("live/ledger/2", i, "here"),
                Node.Append("live/ledger/3", i, $"{i}")
            );
            (answers[0] is Appended.Stored, answers[1] is Appended.Taken, answers[2] is Appended.Stored).ShouldBe(
                (true, taken, true),
                $"group {i}"
            );
        }
        foreach (var stream in (string[])["live/ledger/1", "live/ledger/3"])
            (await here.Stream(stream)).ShouldBe(Enumerable.Range(1, 150).Select(i => $"{i}"));
        (await here.Stream("live/ledger/2")).Count(text => text == "there").ShouldBe(4);
        (await here.Stream("live/ledger/2")).Count.ShouldBe(150);
    }

    [Fact]
    public async Task A_command_that_the_database_will_not_have_does_not_fail_the_others()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        var answers = await node.Store(
            Node.Append("live/ledger/1", 1, "a"),
            Node.Append("live/ledger/\0", 1, "b"),
            Node.Append("live/ledger/1", 1, "again"),
            Node.Append("live/ledger/2", 1, "c")
        );
        answers[0].ShouldBeOfType<Appended.Stored>();
        answers[1].ShouldBeOfType<Appended.Unknown>();
        answers[2].ShouldBe(Appended.Taken.Answer);
        answers[3].ShouldBeOfType<Appended.Stored>();
    }

    [Fact]
    public async Task What_one_node_stores_wakes_the_readers_of_another()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using Node here = await Node.Open(database),
            there = await Node.Open(database);
        await Until.True(
            () =>
                Stranger.Once(database, "select 1 from pg_stat_activity where query = 'listen journal' limit 1").GetAwaiter().GetResult()
                    is 1,
            "somebody listens"
        );
        var fastest = TimeSpan.MaxValue;
        for (var i = 1; i <= 5; i++)
        {
            var head = await there.Journal.Head(CancellationToken.None);
            var woken = there.Journal.WaitForNews(head, Bounded, CancellationToken.None).AsTask();
            var began = TimeProvider.System.GetTimestamp();
            await here.Store("live/ledger/1", i, "a");
            await woken;
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, TimeProvider.System.GetElapsedTime(began).Ticks));
        }
        // A reader that is not woken looks again after 500 ms.
        fastest.ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task A_duty_has_one_holder_until_it_gives_it_back_or_does_not_renew_it()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using Node here = await Node.Open(database),
            there = await Node.Open(database);
        (await here.Notes.HoldDuty("clock", "here", Bounded, CancellationToken.None)).ShouldBeTrue();
        (await here.Notes.HoldDuty("clock", "here", Bounded, CancellationToken.None)).ShouldBeTrue();
        (await there.Notes.HoldDuty("clock", "there", Bounded, CancellationToken.None)).ShouldBeFalse();
        await there.Notes.ReleaseDuty("clock", "there", CancellationToken.None);
        (await there.Notes.HoldDuty("clock", "there", Bounded, CancellationToken.None)).ShouldBeFalse();
        await here.Notes.ReleaseDuty("clock", "here", CancellationToken.None);
        (await there.Notes.HoldDuty("clock", "there", TimeSpan.FromMilliseconds(1), CancellationToken.None)).ShouldBeTrue();
        await Until.True(
            () => here.Notes.HoldDuty("clock", "here", Bounded, CancellationToken.None).AsTask().GetAwaiter().GetResult(),
            "the duty lapses"
        );
    }

    [Fact]
    public async Task A_duty_of_a_node_whose_connection_ended_is_free_at_once_and_that_of_a_silent_one_when_its_term_is_over()
    {
        var (database, term) = (await PostgresOrSkip.FreshDatabase(), TimeSpan.FromHours(1));
        await using var there = await Node.Open(database);
        await using (var here = await Node.Open(database))
        {
            // Until it listens nothing tells that it is gone.
            await Until.True(
                () =>
                    here.Notes.HoldDuty("clock", "here", term, CancellationToken.None).AsTask().GetAwaiter().GetResult()
                    && Stranger.Once(database, "select session from duty where name = 'clock'").GetAwaiter().GetResult() is int,
                "it holds the duty and is known by its connection"
            );
            (await there.Notes.HoldDuty("clock", "there", term, CancellationToken.None)).ShouldBeFalse();
        }
        await Until.True(
            () => there.Notes.HoldDuty("clock", "there", term, CancellationToken.None).AsTask().GetAwaiter().GetResult(),
            "the duty is free"
        );
    }

    [Fact]
    public async Task A_duty_of_somebody_long_gone_is_taken_over_though_the_clock_of_the_server_was_a_year_ahead_when_it_was_held()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using Node here = await Node.Open(database),
            there = await Node.Open(database);
        (await here.Notes.HoldDuty("clock", "here", Bounded, CancellationToken.None)).ShouldBeTrue();
        await Stranger.Once(database, "update duty set until = until + interval '1 year'");
        (await there.Notes.HoldDuty("clock", "there", Bounded, CancellationToken.None)).ShouldBeTrue();
        (await here.Notes.HoldDuty("clock", "here", Bounded, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_hears_that_another_has_the_duty_lets_go_at_once_whatever_the_own_clock_says()
    {
        await using var site = await PostgresSite.New();
        var clock = new FakeTime(TimeProvider.System.GetUtcNow());
        var engine = await site.Open(clock: clock);
        using var stop = new CancellationTokenSource();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously),
            lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = engine.Duties.Hold(
            "clock",
            async held =>
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, held)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                lost.TrySetResult();
            },
            stop.Token
        );
        await begun.Task.WaitAsync(Bounded);
        await Stranger.Once(site.Settings.Journal, "update duty set node = 'other', until = clock_timestamp() + interval '6 s'");
        // The next renewal was awaited before the work began. A renewal, and not the term of 6 s.
        clock.Advance(TimeSpan.FromSeconds(2));
        await lost.Task.WaitAsync(Bounded);
        await stop.CancelAsync();
        await holding.WaitAsync(Bounded);
    }

    [Fact]
    public async Task Positions_that_were_skipped_are_never_given_out()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await node.Notes.SkipPositions(10, CancellationToken.None);
        (await node.Store("live/ledger/1", 1, "a")).ShouldBe(new Appended.Stored(11));
        await node.Notes.SkipPositions(5, CancellationToken.None);
        (await node.Store("live/ledger/1", 2, "b")).ShouldBe(new Appended.Stored(12));
    }

    [Fact]
    public async Task A_place_is_found_by_the_index_however_large_the_journal_grows()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using (var node = await Node.Open(database))
        {
            await node.Store("live/ledger/first", 1, "a");
            await Stranger.Once(database, "vacuum analyze journal");
            // From now on each place is looked at first.
            (await node.Store("live/ledger/first", 1, "b")).ShouldBe(Appended.Taken.Answer);
            for (var i = 1; i <= 30; i++)
                await node.Store("live/ledger/new", i, "a");
        }
        // The server counts late: at the latest when the session has ended.
        await Until.True(() => Scans(database, "idx_scan + seq_scan") >= 30, "the server has counted");
        Scans(database, "seq_scan").ShouldBeLessThan(10);
    }

    private static long Scans(string database, string which) =>
        (long)Stranger.Once(database, $"select {which} from pg_stat_user_tables where relname = 'journal'").GetAwaiter().GetResult()!;
}
