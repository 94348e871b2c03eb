using Emergency.Engine.Contract.Storm;

namespace Emergency.Engine.Contract.Faults;

/// <summary>The disk refuses to sync while a storm rages (SQLite). In the daily run some of the first forty syncs fail, with EMERGENCY_SYNCS=40 each of them. A class derives from it for each engine.</summary>
/// <param name="program">The program that <c>dotnet</c> starts; as "storm" it runs <see cref="WriteStorm"/>.</param>
public abstract class FailedSyncContract(string program) : IDisposable
{
    private const string Syncs = "fdatasync,fsync";
    private readonly StracedStorm _site = new(program);

    public void Dispose()
    {
        _site.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Whichever_sync_of_the_writer_fails_the_storm_goes_on_and_nothing_promised_is_lost()
    {
        var (most, injected) = (Sizes.Of("EMERGENCY_SYNCS", 8), 0);
        await using (var storm = _site.Start())
        {
            await storm.Tell([]);
            await StracedStorm.Rages(storm);
            for (var turn = 0; turn < most; turn++)
            {
                var n = 1 + (turn * 39 / (most - 1));
                await using var strace = _site.Attach(storm, $"sync-{n}", Syncs, $"error=EIO:when={n}");
                await Until.True(() => storm.Ended || _site.Injected($"sync-{n}") > 0, $"sync {n} fails");
                injected += _site.Injected($"sync-{n}");
                await strace.Signal("TERM");
                await strace.Exit(Until.AtMost);
                await StracedStorm.Rages(storm);
            }
            await _site.End(storm);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{injected} failed syncs injected");
        injected.ShouldBeGreaterThanOrEqualTo(most);
        _site.Ledger.Open.Count.ShouldBeGreaterThanOrEqualTo(most);
        await _site.NothingPromisedIsLost();
    }

    [Fact]
    public async Task A_disk_that_goes_on_failing_ends_the_process_with_code_4()
    {
        await using (var storm = _site.Start())
        {
            await storm.Tell([]);
            await StracedStorm.Rages(storm);
            await using var strace = _site.Attach(storm, "all", Syncs, "error=EIO:when=1+");
            (await storm.Exit(Until.AtMost)).ShouldBe(4);
            await _site.End(storm);
        }
        _site.Injected("all").ShouldBeGreaterThanOrEqualTo(3);
        _site.Ledger.Acknowledged.ShouldBeGreaterThan(0);
        await _site.NothingPromisedIsLost();
    }
}
