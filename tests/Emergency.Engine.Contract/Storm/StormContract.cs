using Emergency.Engine.Databases;
using Emergency.Engine.Seals;

namespace Emergency.Engine.Contract.Storm;

/// <summary>kill -9 in the middle of a write storm, several times over. A class derives from it for each engine and journal.</summary>
public abstract class StormContract
{
    private const int Kills = 4,
        Senders = 32,
        Entities = 12;

    /// <summary>Settings of an empty database that is gone after the test, or the test is skipped with the reason.</summary>
    protected abstract Task<EngineSettings> NewDatabase();

    protected abstract IEngineModule Module { get; }

    /// <summary>The program that <c>dotnet</c> starts; as "storm" it runs <see cref="WriteStorm"/>.</summary>
    protected abstract string Program { get; }

    [Fact]
    public async Task Whatever_was_acknowledged_in_a_write_storm_survives_kill_9_once()
    {
        var settings = await NewDatabase();
        var (ledger, chance) = (new StormLedger(), new Random());
        for (var kill = 0; kill < Kills; kill++)
        {
            var goal = chance.Next(500, 4_000);
            await using var storm = RunningProcess.Start(
                "dotnet",
                Program,
                "storm",
                settings.Data,
                settings.Journal,
                $"{Senders}",
                $"{Entities}"
            );
            await storm.Tell(ledger.Open.Select(t => t.ToString()));
            await Until.True(() => storm.Ended || storm.Lines.Count > goal, "the storm rages");
            storm.Ended.ShouldBeFalse(string.Join('\n', storm.Lines.TakeLast(20)));
            await storm.Kill();
            ledger.Add(storm.Lines);
        }
        ledger.Acknowledged.ShouldBeGreaterThan(Kills * 100);
        (await Counted(ledger, settings)).ShouldSatisfyAllConditions(
            c => c.Lost.ShouldBe(0),
            c => c.Doubled.ShouldBe(0),
            c => c.Halved.ShouldBe(0)
        );

        await SendOpenOnes(ledger, settings);
        (await Counted(ledger, settings)).ShouldBe(new Count(0, 0, 0, 0, 0));
        ledger.Contradicted.ShouldBe(0);
        (await Verify.Run(settings)).Whole.ShouldBeTrue();
    }

    protected async Task SendOpenOnes(StormLedger ledger, EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        await using var engine = await Module.Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System);
        foreach (var open in ledger.Open)
        {
            var meta = new Meta(open.Command, "0f", "虚构", "GridChief", "", null, TimeProvider.System.GetUtcNow(), null);
            var reply = await engine.Entities.Send(new("live", "ledger", open.Entity), new BookMany(open.Events), meta);
            ledger.Did(open.Command, reply.ShouldBeOfType<Reply.Accepted>().Position.Value);
        }
    }

    protected static async Task<Count> Counted(StormLedger ledger, EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        await using var snapshot = await Database.Snapshot(settings, CancellationToken.None);
        return await ledger.Against(snapshot);
    }
}
