using Emergency.Testing.Postgres;

namespace Emergency.Engine.Contract.Faults;

/// <summary>An engine whose database goes away and comes back, on PostgreSQL. A class derives from it for each engine.</summary>
public abstract class AwayContract
{
    protected abstract IEngineModule Module { get; }

    [Fact]
    public async Task Every_sender_hears_that_the_database_is_away_and_no_restart_is_needed_when_it_is_back()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        using var folder = new TempFolder();
        await using var engine = await Module.Start(
            new(folder.Path, await cluster.FreshDatabase()),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        using var stop = new CancellationTokenSource();
        var seen = new List<long>();
        var reading = Task.Run(async () =>
        {
            await foreach (var batch in engine.Feed.Read(Position.Start, stop.Token))
            {
                lock (seen)
                    seen.AddRange(batch.Select(e => e.Position.Value));
            }
        });
        for (var n = 0; n < 20; n++)
            (await Send(engine, n, new Book(1), Asked())).ShouldBeOfType<Reply.Accepted>();
        engine.Trouble.ShouldBeNull();

        await cluster.Stop(Stopping.Immediate);
        var asked = Enumerable.Range(0, 600).Select(_ => Asked()).ToList();
        // Some are awake and book, some must be read first, some would be refused.
        var replies = await Task.WhenAll(asked.Select((meta, n) => Send(engine, n, n % 3 == 0 ? new Withdraw(100) : new Book(1), meta)))
            .InTime();
        replies.ShouldAllBe(r => r is Reply.Stopped || r is Reply.Busy);
        engine.Trouble.ShouldNotBeNull();

        await cluster.Start();
        await Until.True(
            () => Send(engine, 1, new Book(1), asked[1]).GetAwaiter().GetResult() is Reply.Accepted,
            "a retry is accepted again"
        );
        for (var n = 0; n < asked.Count; n++)
        {
            if (n % 3 != 0)
                (await Send(engine, n, new Book(1), asked[n])).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(n < 20 ? 2 : 1);
        }
        engine.Trouble.ShouldBeNull();
        await Until.True(
            () =>
            {
                lock (seen)
                    return seen.Count == 420;
            },
            "the feed goes on where it was"
        );
        seen.ShouldBeInOrder();
        seen.Distinct().Count().ShouldBe(420);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_reader_that_begins_while_the_database_is_away_reads_when_it_is_back()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        using var folder = new TempFolder();
        var settings = new EngineSettings(folder.Path, await cluster.FreshDatabase());
        await using (var before = await Open(settings))
            (await Send(before, 1, new Book(1), Asked())).ShouldBeOfType<Reply.Accepted>();
        await using var engine = await Open(settings);
        using var stop = new CancellationTokenSource();
        var other = engine.Feed.Read(await engine.Feed.Head(stop.Token), stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = other.MoveNextAsync().AsTask();
        (await Send(engine, 1, new Book(1), Asked())).ShouldBeOfType<Reply.Accepted>();
        (await next.InTime()).ShouldBeTrue();
        await cluster.Stop(Stopping.Immediate);
        (await Send(engine, 1, new Book(1), Asked())).ShouldNotBeOfType<Reply.Accepted>();

        await using var reading = engine.Feed.Read(Position.Start, stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var first = reading.MoveNextAsync().AsTask();
        // Longer than a read waits for the database.
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, TestContext.Current.CancellationToken);
        first.IsCompleted.ShouldBeFalse();
        await cluster.Start();
        (await first.InTime()).ShouldBeTrue();
        reading.Current[0].Sequence.ShouldBe(1);
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_command_that_reaches_a_hanging_database_late_is_done_once()
    {
        using var folder = new TempFolder();
        var database = await PostgresOrSkip.FreshDatabase();
        using var proxy = new CuttingProxy((await PostgresCluster.Shared).Port);
        await using var engine = await Module.Start(
            new(folder.Path, $"{database};Port={proxy.Port}"),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        (await Send(engine, 1, new Book(1), Asked())).ShouldBeOfType<Reply.Accepted>();
        proxy.Silent = true;
        var asked = Asked();
        var replies = await Task.WhenAll(
                Send(engine, 1, new Book(1), asked),
                Send(engine, 2, new Book(1), Asked()),
                Send(engine, 1, new Withdraw(100), Asked())
            )
            .InTime();
        replies.ShouldAllBe(r => r is Reply.Stopped);
        proxy.Silent = false;
        await Until.True(
            () => Send(engine, 1, new Book(1), asked).GetAwaiter().GetResult() is Reply.Accepted { Sequence: 2 },
            "the retry is accepted"
        );
        (await Stranger.Once(database, "select count(*) from journal where persistence_id = 'live/ledger/1'")).ShouldBe(2L);
    }

    private Task<IEngine> Open(EngineSettings settings) =>
        Module.Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System);

    private static Task<Reply> Send(IEngine engine, int n, object command, Meta meta) =>
        engine.Entities.Send(new("live", "ledger", $"{n}"), command, meta).AsTask();

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
}
