using Emergency.Engine.Databases;
using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class StartTests
{
    [Fact]
    public async Task Looking_at_an_empty_database_finds_nothing_and_makes_nothing()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        (await Database.Peek(new("nowhere", database))).ShouldBeNull();
        (await Tables(database)).ShouldBe(0L);
    }

    [Fact]
    public async Task Two_nodes_that_meet_an_empty_database_at_the_same_time_both_start()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Node.Open(database)));
        (await nodes[0].Store("live/ledger/1", 1, "a")).ShouldBe(new Appended.Stored(1));
        (await Database.Peek(new("nowhere", database))).ShouldNotBeNull()["format"].ShouldBe("1");
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_database_without_sessions_and_attachments_gets_their_tables_from_whichever_node_starts_first()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await (await Node.Open(database)).DisposeAsync();
        await Stranger.Once(database, "drop table session; drop table attachment");
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Node.Open(database)));
        (await nodes[0].Store("live/ledger/1", 1, "a")).ShouldBe(new Appended.Stored(1));
        foreach (var node in nodes)
            await node.DisposeAsync();
        await Stranger.Once(database, "select id, ended from session; select id, bytes from attachment");
    }

    [Fact]
    public async Task A_read_only_database_is_refused_and_not_touched()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await Stranger.Once(database, $"alter database {Name(database)} set default_transaction_read_only = on");
        (await Should.ThrowAsync<CannotStart>(() => Node.Open(database))).Message.ShouldContain("read-only");
        (await Tables(database)).ShouldBe(0L);
    }

    [Fact]
    public async Task A_newer_format_is_refused_and_not_touched()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await (await Node.Open(database)).DisposeAsync();
        await Stranger.Once(database, "update about set value = '99' where name = 'format'");
        (await Should.ThrowAsync<CannotStart>(() => Node.Open(database))).Message.ShouldContain("99");
        (await Database.Peek(new("nowhere", database))).ShouldNotBeNull()["format"].ShouldBe("99");
    }

    [Fact]
    public async Task A_table_journal_of_somebody_else_is_refused()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await Stranger.Once(database, "create table journal (day date)");
        await Should.ThrowAsync<CannotStart>(() => Node.Open(database));
        (await Tables(database)).ShouldBe(1L);
    }

    [Theory]
    [InlineData("utf8 off", "template0 encoding 'SQL_ASCII'")]
    public async Task A_database_that_is_not_in_UTF8_is_refused(string name, string template)
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await Stranger.Once(database, $"create database \"{name}\" template {template}");
        (await Should.ThrowAsync<CannotStart>(() => Node.Open($"{database};Database={name}"))).Message.ShouldContain("UTF8");
    }

    [Fact]
    public async Task A_server_that_does_not_flush_is_refused()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster("fsync=off");
        (await Should.ThrowAsync<CannotStart>(async () => await Node.Open(await cluster.FreshDatabase()))).Message.ShouldContain("fsync");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=nowhere")]
    [InlineData("Host=127.0.0.1;Nonsense=1")]
    public async Task A_database_that_is_not_there_is_said_in_a_sentence(string database)
    {
        await Should.ThrowAsync<CannotStart>(() => Node.Open(database));
        await Should.ThrowAsync<CannotStart>(async () => await Database.Peek(new("nowhere", database)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task A_node_whose_clock_is_3_s_off_may_not_take_part(int seconds)
    {
        var database = await PostgresOrSkip.FreshDatabase();
        var clock = new OtherClock(TimeSpan.FromSeconds(seconds));
        (await Should.ThrowAsync<CannotStart>(() => Node.Open(database, clock))).Message.ShouldContain("clock");
        (await Tables(database)).ShouldBe(0L);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_node_whose_clock_is_1_s_off_may(int seconds)
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database, new OtherClock(TimeSpan.FromSeconds(seconds)));
        (await node.Store("live/ledger/1", 1, "a")).ShouldBe(new Appended.Stored(1));
    }

    private static Task<object?> Tables(string database) =>
        Stranger.Once(database, "select count(*) from pg_tables where schemaname = 'public'");

    /// <summary>A clock that runs like that of this machine, and shows another time.</summary>
    private sealed class OtherClock(TimeSpan off) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + off;
    }

    private static string Name(string database) => database.Split("Database=")[1];
}
