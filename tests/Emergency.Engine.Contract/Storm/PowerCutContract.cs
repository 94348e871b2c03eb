using System.Collections.Concurrent;
using Emergency.Engine.Databases;
using Emergency.Engine.Seals;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Contract.Storm;

/// <summary>Here the database dies in the storm, again and again, while two engines write on. A class derives from it for each engine.</summary>
public abstract class PowerCutContract
{
    protected abstract IEngineModule Module { get; }

    private const int Cuts = 3,
        Many = 24,
        Entities = 12;

    [Fact]
    public async Task Whatever_was_acknowledged_survives_the_power_cuts_of_the_database_once()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        using TempFolder here = new(),
            there = new();
        var database = await cluster.FreshDatabase();
        var ledger = new StormLedger();
        var heard = new ConcurrentQueue<string>();
        await using (
            IEngine one = await Start(here, database),
                other = await Start(there, database)
        )
        {
            using var stop = new CancellationTokenSource();
            var storm = Enumerable
                .Range(0, Many)
                .Select(n => Task.Run(() => Senders.Rage(n % 2 == 0 ? one : other, new Random(n), Entities, heard, stop.Token)))
                .ToList();
            for (var cut = 0; cut < Cuts; cut++)
            {
                var goal = heard.Count + 1_500;
                await Until.True(() => heard.Count > goal, "the storm rages");
                await cluster.Stop(Stopping.Immediate);
                await cluster.Start();
            }
            var last = heard.Count + 300;
            await Until.True(() => heard.Count > last, "the storm rages on");
            await stop.CancelAsync();
            await Task.WhenAll(storm);
            ledger.Add(heard);
            foreach (var open in ledger.Open)
                ledger.Did(open.Command, (await Senders.Send(one, open)).ShouldBeOfType<Reply.Accepted>().Position.Value);
        }
        ledger.Contradicted.ShouldBe(0);
        ledger.Acknowledged.ShouldBeGreaterThan(2_000);
        var settings = new EngineSettings(here.Path, database);
        await using (var snapshot = await Database.Snapshot(settings, CancellationToken.None))
            (await ledger.Against(snapshot)).ShouldBe(new Count(0, 0, 0, 0, 0));
        (await Verify.Run(settings)).Whole.ShouldBeTrue();
    }

    private Task<IEngine> Start(TempFolder folder, string database) =>
        Module.Start(new(folder.Path, database), [new LedgerDecider()], new LedgerForms(), TimeProvider.System);
}
