using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests;

/// <summary>The feed asks the table itself: what was answered is read at once.</summary>
public sealed class FeedTests : IDisposable
{
    private const int Commands = 40;

    /// <summary>Between an answer and its event; whoever looks round every 50 ms is later with half of them.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(15);

    private readonly TempFolder _folder = new();

    [Fact]
    public Task On_SQLite_an_event_is_read_as_soon_as_its_command_is_answered() => AsSoon(new(_folder["data"]) { Ballast = 0 });

    [Fact]
    public async Task On_PostgreSQL_an_event_is_read_as_soon_as_its_command_is_answered() =>
        await AsSoon(new(_folder["data"], await PostgresOrSkip.FreshDatabase()));

    [Fact]
    public async Task What_the_table_holds_is_the_head_whoever_has_stored_it()
    {
        var settings = new EngineSettings(_folder["data"]) { Ballast = 0 };
        await using var database = await Databases.Database.Open(settings, TimeProvider.System, CancellationToken.None);
        (await database.Journal.Head(CancellationToken.None)).ShouldBe(0);
        using (var others = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder["data/journal.db"]}"))
        {
            others.Open();
            using var insert = others.CreateCommand();
            insert.CommandText =
                "insert into journal (ordering, created, deleted, persistence_id, sequence_number, message, manifest, identifier) values (7, 0, 0, 'live/ledger/a', 1, '', '', 119)";
            insert.ExecuteNonQuery();
        }
        (await database.Journal.Head(CancellationToken.None)).ShouldBe(7);
        (await database.Journal.ReadFeed(0, 10, CancellationToken.None)).ShouldHaveSingleItem().Ordering.ShouldBe(7);
    }

    private static async Task AsSoon(EngineSettings settings)
    {
        await using var engine = await new AkkaEngineModule().Start(
            settings,
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        var lags = new List<TimeSpan>();
        await using var reader = engine.Feed.Read(Position.Start).GetAsyncEnumerator();
        for (var n = 0; n < Commands; n++)
        {
            var next = reader.MoveNextAsync().AsTask();
            var reply = await engine.Entities.Send(new("live", "ledger", "a"), new Book(1), Asked()).AsTask().InTime();
            var answered = TimeProvider.System.GetTimestamp();
            (await next.InTime()).ShouldBeTrue();
            lags.Add(TimeProvider.System.GetElapsedTime(answered));
            reader.Current.ShouldHaveSingleItem().Position.ShouldBe(reply.ShouldBeOfType<Reply.Accepted>().Position);
        }
        lags.Order().ElementAt(Commands / 2).ShouldBeLessThan(AtOnce);
    }

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    public void Dispose() => _folder.Dispose();
}
