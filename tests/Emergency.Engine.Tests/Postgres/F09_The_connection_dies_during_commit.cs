using System.Text;
using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class F09_The_connection_dies_during_commit
{
    [Theory]
    [InlineData(Cut.BeforeRequest)]
    [InlineData(Cut.DuringRequest)]
    [InlineData(Cut.BeforeAnswer)]
    public async Task What_was_sent_is_stored_once_and_answered_as_stored(Cut cut)
    {
        await using var way = await Way.Open();
        await way.Node.Store("live/ledger/other", 1, "before");
        for (var i = 1; i <= 5; i++)
        {
            way.Proxy.Arm(Encoding.UTF8.GetBytes($"mark-{i}."), cut);
            var answers = await way.Node.Store(
                Node.Append("live/ledger/cut", (2 * i) - 1, $"mark-{i}.", $"second-{i}"),
                Node.Append("live/ledger/other", i + 1, "beside")
            );
            way.Proxy.Cuts.ShouldBe(i);
            var rows = await way.Node.Journal.ReadFeed(0, 1_000, CancellationToken.None);
            answers.ShouldBe([new Appended.Stored(rows[^2].Ordering), new Appended.Stored(rows[^1].Ordering)]);
        }
        (await way.Node.Stream("live/ledger/cut")).Count.ShouldBe(10);
        (await way.Node.Stream("live/ledger/other")).Count.ShouldBe(6);
    }

    [Fact]
    public async Task The_first_try_waits_for_the_lock_and_is_done_after_its_client_has_gone()
    {
        await using var way = await Way.Open();
        await way.Node.Store("live/ledger/cut", 1, "before");
        await using Stranger holder = await Stranger.At(way.Database, patient: true),
            watcher = await Stranger.At(way.Database);
        await holder.Say("begin");
        await holder.Say(Stranger.Insert, "live/ledger/holder", 1);
        way.Proxy.Arm("mark"u8, Cut.DuringRequest);
        var storing = way.Node.Store("live/ledger/cut", 2, "mark");
        await watcher.SeesWaiting(2);
        await holder.Say("commit");
        (await storing).ShouldBeOfType<Appended.Stored>();
        (await way.Node.Stream("live/ledger/cut")).ShouldBe(["before", "mark"]);
    }

    [Fact]
    public async Task What_another_node_put_there_meanwhile_is_not_taken_for_ours()
    {
        await using var way = await Way.Open();
        await way.Node.Store("live/ledger/cut", 1, "before");
        await using var other = await Node.Open(way.Database);
        way.Proxy.Arm("mark"u8, Cut.BeforeRequest);
        await using var holder = await Stranger.At(way.Database, patient: true);
        await holder.Say("begin");
        await holder.Say(Stranger.Insert, "live/ledger/cut", 2);
        var storing = way.Node.Store("live/ledger/cut", 2, "mark");
        await holder.Say("commit");
        (await storing).ShouldBe(Appended.Taken.Answer);
        (await other.Stream("live/ledger/cut")).ShouldBe(["before", "{}"]);
    }

    [Fact]
    public async Task A_commit_that_the_server_takes_back_is_not_answered_as_stored()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await Stranger.Once(
            database,
            """
            create function no() returns trigger language plpgsql as $$ begin raise exception 'not at commit'; end $$;
            create constraint trigger no after insert on journal deferrable initially deferred for each row when (new.sequence_number = 2) execute function no();
            """
        );
        (await node.Store("live/ledger/1", 1, "a")).ShouldBeOfType<Appended.Stored>();
        (await node.Store("live/ledger/1", 2, "b")).ShouldBe(new Appended.Unknown("not at commit"));
        (await node.Stream("live/ledger/1")).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_backend_that_is_ended_before_its_commit_is_through_has_stored_nothing_and_the_retry_stores_once()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await Stranger.Once(
            database,
            """
            create sequence tried;
            create function slowly() returns trigger language plpgsql as $$ begin if nextval('tried') = 1 then perform pg_sleep(60); end if; return null; end $$;
            create constraint trigger slowly after insert on journal deferrable initially deferred for each row execute function slowly();
            """
        );
        var storing = node.Store("live/ledger/1", 1, "a", "b");
        await Ended(database, "wait_event = 'PgSleep'");
        var answer = await storing;
        answer.ShouldBeOfType<Appended.Stored>($"{answer}");
        (await Stranger.Once(database, "select last_value from tried")).ShouldBe(3L);
        (await node.Stream("live/ledger/1")).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_backend_that_is_ended_after_its_commit_has_stored_and_nothing_is_stored_again()
    {
        // A writer that wants to be sure waits for a standby that never comes: committed here, and all but the answer is done.
        await using var cluster = await PostgresOrSkip.OwnCluster("synchronous_standby_names=nobody", "synchronous_commit=local");
        var database = await cluster.FreshDatabase();
        await using (var before = await Node.Open(database))
            await before.Store("live/ledger/1", 1, "before");
        await using var node = await Node.Open($"{database};Options=-c synchronous_commit=on");
        var storing = node.Store("live/ledger/1", 2, "a", "b");
        await Ended(database, "wait_event = 'SyncRep'");
        var stored = (await storing).ShouldBeOfType<Appended.Stored>();
        (await node.Stream("live/ledger/1")).ShouldBe(["before", "a", "b"]);
        (await node.Journal.ReadFeed(0, 10, CancellationToken.None))[^1].Ordering.ShouldBe(stored.LastOrdering);
    }

    private static async Task Ended(string database, string which)
    {
        await using var watcher = await Stranger.At(database);
        await watcher.Sees(
            $"select exists (select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and {which})",
            $"somebody is ended: {which}"
        );
    }

    private sealed class Way(string database, CuttingProxy proxy, Node node) : IAsyncDisposable
    {
        public string Database => database;
        public CuttingProxy Proxy => proxy;
        public Node Node => node;

        public static async Task<Way> Open()
        {
            var database = await PostgresOrSkip.FreshDatabase();
            var proxy = new CuttingProxy((await PostgresCluster.Shared).Port);
            return new(database, proxy, await Node.Open($"{database};Port={proxy.Port}"));
        }

        public async ValueTask DisposeAsync()
        {
            await node.DisposeAsync();
            proxy.Dispose();
        }
    }
}
