using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Reference;
using Emergency.Engine.Seals;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Reference;

/// <summary>A database that is opened by either engine in turn.</summary>
public sealed class TurnsTests : IDisposable
{
    private static readonly string[] Entities = ["a", "b", "c"];
    private readonly TempFolder _folder = new();

    [Fact]
    public Task A_SQLite_database_goes_from_one_engine_to_the_other_and_back() => GoRound(new(_folder["data"]) { Ballast = 0 });

    [Fact]
    [Long("PostgreSQL")]
    public async Task A_PostgreSQL_database_goes_from_one_engine_to_the_other_and_back() =>
        await GoRound(new(_folder["data"], await PostgresOrSkip.FreshDatabase()));

    private static async Task GoRound(EngineSettings settings)
    {
        var sent = new List<(EntityId To, Meta Meta, Reply Reply)>();
        IEngineModule[] turns =
        [
            new ReferenceEngineModule(),
            new AkkaEngineModule(),
            new ReferenceEngineModule(),
            new AkkaEngineModule(),
            new AkkaEngineModule(),
            new ReferenceEngineModule(),
        ];
        foreach (var module in turns)
        {
            await using (var engine = await module.Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System))
            {
                // Every engine remembers what any engine answered, and goes on behind it.
                foreach (var (to, meta, reply) in sent)
                    (await engine.Entities.Send(to, new BookMany(3), meta)).ShouldBe(reply);
                foreach (var key in Entities)
                {
                    var (to, meta) = (new EntityId("live", "ledger", key), Asked());
                    sent.Add((to, meta, await engine.Entities.Send(to, new BookMany(3), meta)));
                }
                await Streams(engine, sent.Count / Entities.Length * 3);
            }
            var found = await Verify.Run(settings);
            found.Whole.ShouldBeTrue(found.Broken);
            found.Rows.ShouldBe(sent.Count * 3);
            found.Unsealed.ShouldBe(0, "an engine seals when it stops");
        }
    }

    private static async Task Streams(IEngine engine, int each)
    {
        foreach (var key in Entities)
        {
            var sequences = new List<long>();
            await foreach (var happened in engine.Feed.Stream(new("live", "ledger", key), await engine.Feed.Head()))
                sequences.Add(happened.Sequence);
            sequences.ShouldBe(Enumerable.Range(1, each).Select(n => (long)n));
        }
    }

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    public void Dispose() => _folder.Dispose();
}
