using System.Globalization;
using System.Security.Cryptography;
using Emergency.Engine.Contract;
using Emergency.Engine.Own;
using Emergency.Engine.Own.Sqlite;
using Emergency.Engine.Tests.Storm;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>The disk refuses to sync, injected from outside by strace while a storm rages (SQLite).</summary>
public sealed class F07TheDiskRefusesToSync : IDisposable
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
    public async Task Whichever_sync_of_the_writer_fails_the_storm_goes_on_and_nothing_promised_is_lost()
    {
        var (most, injected) = (Sizes.Of("EMERGENCY_SYNCS", 8), 0);
        await using (var storm = RunningProcess.Start("dotnet", StormContract.StormProgram, Settings.Data, "sqlite", "8", "4"))
        {
            await storm.Tell([]);
            await Rages(storm);
            var writer = storm.Thread("journal writer");
            // In the daily run some of the first forty, by hand each of them (EMERGENCY_SYNCS=40).
            for (var turn = 1; turn <= most; turn++)
            {
                var n = (int)Math.Round(1 + ((turn - 1) * 39.0 / (most - 1)));
                await using var strace = Strace(writer, $"sync-{n}", "fdatasync,fsync", $"error=EIO:when={n}");
                await Until.True(() => storm.Ended || Injected($"sync-{n}") == 1, $"sync {n} fails", TimeSpan.FromSeconds(30));
                injected += Injected($"sync-{n}");
                await strace.Signal("TERM");
                await strace.Exit(TimeSpan.FromSeconds(10));
                await Rages(storm);
            }
            await storm.Kill();
            _ledger.Add(storm.Lines);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{injected} failed syncs injected");
        injected.ShouldBe(most);
        _ledger.Open.Count.ShouldBeGreaterThanOrEqualTo(most);
        (await Counted()).ShouldSatisfyAllConditions(c => c.Lost.ShouldBe(0), c => c.Doubled.ShouldBe(0), c => c.Halved.ShouldBe(0));
    }

    [Fact]
    public async Task Killed_while_the_log_is_moved_into_the_file_the_two_are_whole_together_and_a_look_touches_neither()
    {
        await using (var storm = RunningProcess.Start("dotnet", StormContract.StormProgram, Settings.Data, "sqlite", "8", "4"))
        {
            await storm.Tell([]);
            await Rages(storm);
            // The first page written says how long the file will be; the pages behind its present end are still to come.
            await using var strace = Strace(storm.Thread("journal writer"), "kill", "pwrite64", "signal=KILL:when=2", "-P", Path.Combine(Settings.Data, "journal.db"));
            await Until.True(() => storm.Ended, "it is killed in the middle of a checkpoint", TimeSpan.FromSeconds(60));
            await storm.Kill();
            _ledger.Add(storm.Lines);
        }
        var file = Path.Combine(Settings.Data, "journal.db");
        using (var alone = Connection.ToPeek(file))
            Should.Throw<SqliteFault>(() => SqliteNotes.About(alone));
        var before = Picture();
        (await Database.Peek(Settings)).ShouldNotBeNull()["format"].ShouldBe("1");
        Picture().ShouldBe(before);
        (await Counted()).ShouldSatisfyAllConditions(c => c.Lost.ShouldBe(0), c => c.Doubled.ShouldBe(0), c => c.Halved.ShouldBe(0));
        var engine = await new OwnEngineModule().Start(Settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System);
        await engine.DisposeAsync();
        (await Verify.Run(Settings)).Whole.ShouldBeTrue();
        (await Counted()).Lost.ShouldBe(0);
    }

    private string Picture() => string.Join('\n', Directory.EnumerateFiles(Settings.Data).Order(StringComparer.Ordinal).Select(f => $"{f} {File.GetLastWriteTimeUtc(f).Ticks} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}"));

    private static async Task Rages(RunningProcess storm)
    {
        var before = storm.Lines.Count;
        await Until.True(() => storm.Ended || storm.Lines.Count > before + 100, "the storm rages", TimeSpan.FromSeconds(60));
        storm.Ended.ShouldBeFalse(string.Join('\n', storm.Lines.TakeLast(20)));
    }

    /// <summary>Bound to one thread of the storm, which alone is counted from now on.</summary>
    private RunningProcess Strace(int thread, string log, string calls, string fault, params string[] more)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        return RunningProcess.Start("strace", ["-qq", "-o", _folder[log], "-e", $"trace={calls}", "-e", $"inject={calls}:{fault}", "-p", thread.ToString(CultureInfo.InvariantCulture), .. more]);
    }

    [Fact]
    public async Task After_one_failed_sync_the_server_goes_on_and_keeps_what_it_promised()
    {
        await using (var storm = Storm("100"))
        {
            await storm.Tell([]);
            await Until.True(() => storm.Ended || Injected("strace") >= 1, "a sync fails", TimeSpan.FromSeconds(60));
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

    private int Injected(string log) => File.Exists(_folder[log]) ? File.ReadAllText(_folder[log]).Split("INJECTED").Length - 1 : 0;

    private async Task<Count> Counted()
    {
        await using var snapshot = await Database.Snapshot(Settings, CancellationToken.None);
        return await _ledger.Against(snapshot);
    }
}
