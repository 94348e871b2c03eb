using Emergency.Engine.Contract.Storm;
using Emergency.Engine.Hosting;
using Emergency.Engine.Seals;

namespace Emergency.Engine.Tests.Storm;

/// <summary>The write storm, and whether its count can fail at all.</summary>
public abstract class CountedStorm : StormContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
    protected override string Program => Tests.Program.Built;

    /// <summary>Takes one acknowledged row away from a stopped database and gives another one a twin at its stream's end.</summary>
    protected abstract Task<EngineSettings> DamagedCopy(EngineSettings settings, string loseOneOf, string doubleOneOf);

    [Fact]
    public async Task The_count_itself_notices_a_lost_and_a_doubled_event()
    {
        var settings = await NewDatabase();
        var ledger = new StormLedger();
        var tried = Enumerable.Range(0, 20).Select(n => new Tried(Guid.CreateVersion7(), $"{n % 4}", 1 + (n % 2 * 2))).ToList();
        ledger.Add(tried.Select(t => t.ToString()));
        await SendOpenOnes(ledger, settings);
        (await Counted(ledger, settings)).ShouldBe(new Count(0, 0, 0, 0, 0));

        var damaged = await DamagedCopy(settings, "live/ledger/0", "live/ledger/2");
        (await Counted(ledger, damaged)).ShouldSatisfyAllConditions(c => c.Lost.ShouldBe(1), c => c.Doubled.ShouldBe(1));
        (await Verify.Run(damaged)).Broken.ShouldNotBeNull();
    }
}
