using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Contract.Faults;

/// <summary>Somebody else is in the way of who wants to store, on PostgreSQL. A class derives from it for each engine.</summary>
public abstract class HeldTurnContract : IDisposable
{
    private const string Held = """
        select exists (select 1 from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and l.granted and d.datname = current_database())
        """;

    private readonly TempFolder _folder = new();

    protected abstract IEngineModule Module { get; }

    [Fact]
    public async Task Who_of_us_stands_still_in_the_middle_of_a_sentence_is_ended_and_the_next_is_served()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var engine = await Open(database);
        (await Book(engine, "a")).ShouldBeOfType<Reply.Accepted>();
        using var proxy = new CuttingProxy((await PostgresCluster.Shared).Port);
        await using var paused = new NpgsqlConnection($"{database};Port={proxy.Port};Pooling=false");
        await paused.OpenAsync(TestContext.Current.CancellationToken);
        // The turn is taken by the first words of a group, the last words never come: no timeout of the server covers that.
        await using var group = new NpgsqlBatch(paused)
        {
            BatchCommands =
            {
                new(string.Format(System.Globalization.CultureInfo.InvariantCulture, Stranger.Insert, "live/ledger/paused", 1)),
                new("select length($1)") { Parameters = { new() { Value = "half-way" + new string('b', 400_000) } } },
            },
        };
        proxy.Arm("half-way"u8, Cut.HalfWay);
        var saying = group.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var watcher = await Stranger.At(database);
        await watcher.Sees(Held, "the turn is taken");

        (await Book(engine, "a")).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(2);
        engine.Trouble.ShouldBeNull();
        proxy.GoOn();
        await Should.ThrowAsync<NpgsqlException>(() => saying);
    }

    [Fact]
    public async Task While_a_stranger_keeps_the_turn_senders_hear_so_and_are_served_when_it_is_given_back()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var engine = await Open(database);
        (await Book(engine, "a")).ShouldBeOfType<Reply.Accepted>();
        var meta = Asked();
        await using (var stranger = await Stranger.At(database, patient: true))
        {
            await stranger.Say("begin");
            await stranger.Say(Stranger.Insert, "live/ledger/stranger", 1);
            (await Book(engine, "a", meta)).ShouldBeOfType<Reply.Stopped>().Why.ShouldContain("keeps the journal locked");
            engine.Trouble.ShouldNotBeNull().ShouldContain("keeps the journal locked");
            await stranger.Say("rollback");
        }
        (await Book(engine, "a", meta)).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(2);
        engine.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task What_the_database_will_not_have_of_one_command_does_not_fail_those_beside_it()
    {
        const int ledgers = 150;
        var database = await PostgresOrSkip.FreshDatabase();
        await using var engine = await Open(database);
        for (var n = 0; n < ledgers; n++)
            (await Book(engine, $"{n}")).ShouldBeOfType<Reply.Accepted>();
        await Stranger.Once(
            database,
            """
            create function no() returns trigger language plpgsql as $$ begin raise exception 'not at commit'; end $$;
            create constraint trigger no after insert on journal deferrable initially deferred for each row when (new.persistence_id = 'live/ledger/bad') execute function no();
            """
        );
        var bad = Book(engine, "bad");
        for (var round = 2; round <= 5; round++)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, ledgers).Select(n => Book(engine, $"{n}")));
            replies.ShouldAllBe(reply => reply is Reply.Accepted);
            replies.Cast<Reply.Accepted>().ShouldAllBe(reply => reply.Sequence == round);
        }
        (await bad).ShouldBeOfType<Reply.Stopped>().Why.ShouldContain("not at commit");
        (await Stranger.Once(database, "select count(*) from journal")).ShouldBe(5L * ledgers);
    }

    private Task<IEngine> Open(string database) =>
        Module.Start(new(_folder.Path, database), [new LedgerDecider()], new LedgerForms(), TimeProvider.System);

    private static Task<Reply> Book(IEngine engine, string ledger, Meta? meta = null) =>
        engine.Entities.Send(new("live", "ledger", ledger), new Book(1), meta ?? Asked()).AsTask().InTime();

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
