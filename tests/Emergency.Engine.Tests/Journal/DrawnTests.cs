using System.Diagnostics;
using Emergency.Engine.Contract;
using Emergency.Engine.Databases;
using Emergency.Engine.Hosting;
using Emergency.Engine.Settings;
using Emergency.Engine.Storage;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests.Journal;

/// <summary>The events of a command lie where its answer says, and the write itself has said so.</summary>
public sealed class DrawnTests : IDisposable
{
    private static readonly EntityId[] Ledgers = [.. Enumerable.Range(0, 20).Select(n => new EntityId("live", "ledger", $"{n}"))];
    private readonly TempFolder _folder = new();

    [Fact]
    public Task On_SQLite_no_position_is_looked_up_after_a_write() => Unasked(new(_folder["data"]) { Ballast = 0 });

    [Fact]
    public async Task On_PostgreSQL_no_position_is_looked_up_after_a_write() =>
        await Unasked(new(_folder["data"], await PostgresOrSkip.FreshDatabase()));

    /// <summary>The insert that says its positions is the plugin's own text: look at it, and at the two tests above, before another version is written down here.</summary>
    [Theory]
    [InlineData(typeof(Akka.Persistence.Sql.SqlPersistence), "1.5.73")]
    [InlineData(typeof(LinqToDB.Data.DataConnection), "6.5.1")]
    public void The_versions_that_write_so_are_these(Type part, string version) =>
        FileVersionInfo.GetVersionInfo(part.Assembly.Location).ProductVersion!.Split('+')[0].ShouldBe(version);

    private static async Task Unasked(EngineSettings settings)
    {
        var database = new UnaskedDatabase(await Database.Open(settings, TimeProvider.System, CancellationToken.None));
        var first = Asked();
        var replies = new List<(EntityId Ledger, Reply.Accepted Reply)>();
        await using (var engine = await Open(database, settings))
        {
            replies.Add((Ledgers[0], await Accepted(engine, Ledgers[0], new Book(1), first)));
            // An event alone, several of one command, and many writers at the same time.
            replies.Add((Ledgers[0], await Accepted(engine, Ledgers[0], new BookMany(7))));
            foreach (var _ in Enumerable.Range(0, 5))
                replies.AddRange(await Task.WhenAll(Ledgers.Select(async ledger => (ledger, await Accepted(engine, ledger, new Book(1))))));
            (await Accepted(engine, Ledgers[0], new Book(1), first)).ShouldBe(replies[0].Reply, "it is remembered with its position");
            database.Asked.ShouldBe(0);
            foreach (var (ledger, reply) in replies)
                (await At(engine, ledger, reply.Sequence)).ShouldBe(reply.Position);
        }
        var again = new UnaskedDatabase(await Database.Open(settings, TimeProvider.System, CancellationToken.None));
        await using var woken = await Open(again, settings);
        (await Accepted(woken, Ledgers[0], new Book(1), first)).ShouldBe(replies[0].Reply);
        again.Asked.ShouldBe(1, "who has only read the row does not know where it lies");
    }

    private static async Task<Position> At(IEngine engine, EntityId ledger, long sequence)
    {
        await foreach (var happened in engine.Feed.Stream(ledger, await engine.Feed.Head()))
            if (happened.Sequence == sequence)
                return happened.Position;
        return Position.Start;
    }

    private static async Task<IEngine> Open(IDatabase database, EngineSettings settings) =>
        await AkkaEngine.Start(
            database,
            settings,
            NodeFiles.Read(settings.Data),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

    private static async Task<Reply.Accepted> Accepted(IEngine engine, EntityId to, object command, Meta? meta = null) =>
        (await engine.Entities.Send(to, command, meta ?? Asked())).ShouldBeOfType<Reply.Accepted>();

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    public void Dispose() => _folder.Dispose();
}
