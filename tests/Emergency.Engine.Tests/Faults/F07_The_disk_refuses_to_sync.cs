using Emergency.Engine.Own;
using Emergency.Engine.Tests.Storm;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>The disk refuses to sync, injected from outside by strace while a storm rages (SQLite).</summary>
public sealed class FailedSyncs : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StormLedger _ledger = new();

    public void Dispose() => _folder.Dispose();

    private EngineSettings Settings => new(_folder["data"]) { Ballast = 0 };

    private RunningProcess Storm(string when)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        return RunningProcess.Start("strace", "-f", "-qq", "-o", _folder["strace"], "-e", "trace=fdatasync,fsync", "-e", $"inject=fdatasync,fsync:error=EIO:when={when}", "dotnet", StormContract.StormProgram, Settings.Data, "sqlite", "8", "4");
    }

    [Fact]
    public async Task After_one_failed_sync_the_server_goes_on_and_keeps_what_it_promised()
    {
        await using (var storm = Storm("100"))
        {
            await storm.Tell([]);
            await Until.True(() => storm.Ended || Injected() >= 1, "a sync fails", TimeSpan.FromSeconds(60));
            var before = storm.Lines.Count;
            await Until.True(() => storm.Ended || storm.Lines.Count > before + 500, "the storm goes on", TimeSpan.FromSeconds(60));
            storm.Ended.ShouldBeFalse(string.Join('\n', storm.Lines.TakeLast(20)));
            await storm.Kill();
            _ledger.Add(storm.Lines);
        }
        _ledger.Open.ShouldNotBeEmpty();
        (await Counted()).ShouldSatisfyAllConditions(c => c.Lost.ShouldBe(0), c => c.Doubled.ShouldBe(0), c => c.Halved.ShouldBe(0));
    }

    [Fact]
    public async Task Three_failed_syncs_in_a_row_end_the_process_with_code_4()
    {
        await using (var storm = Storm("100+"))
        {
            await storm.Tell([]);
            (await storm.Exit(TimeSpan.FromSeconds(60))).ShouldBe(4);
            _ledger.Add(storm.Lines);
        }
        _ledger.Acknowledged.ShouldBeGreaterThan(0);
        (await Counted()).ShouldSatisfyAllConditions(c => c.Lost.ShouldBe(0), c => c.Doubled.ShouldBe(0), c => c.Halved.ShouldBe(0));
    }

    private int Injected() => File.Exists(_folder["strace"]) ? File.ReadAllText(_folder["strace"]).Split("INJECTED").Length - 1 : 0;

    private async Task<Count> Counted()
    {
        await using var snapshot = await Database.Snapshot(Settings, CancellationToken.None);
        return await _ledger.Against(snapshot);
    }
}
