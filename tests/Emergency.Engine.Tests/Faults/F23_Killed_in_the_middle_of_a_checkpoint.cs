using System.Security.Cryptography;
using Emergency.Engine.Contract;
using Emergency.Engine.Own;
using Emergency.Engine.Own.Sqlite;
using Emergency.Engine.Tests.Storm;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>kill -9 while the log is moved into the file (SQLite): the file alone is broken then, file and log together are whole.</summary>
[Long("a process of its own under strace and its kill")]
public sealed class F23KilledInTheMiddleOfACheckpoint : IDisposable
{
    private readonly StracedStorm _site = new();

    private string File => Path.Combine(_site.Settings.Data, "journal.db");

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_look_before_the_start_reads_both_and_touches_neither_and_the_start_loses_nothing()
    {
        await using (var storm = _site.Start())
        {
            await storm.Tell([]);
            await StracedStorm.Rages(storm);
            // The first page says how long the file will be; the pages behind its present end are still to come.
            await using var strace = _site.Attach(storm, "kill", "pwrite64", "signal=KILL:when=2", "-P", File);
            await Until.True(() => storm.Ended, "it is killed in the middle of a checkpoint");
            await _site.End(storm);
        }
        using (var alone = Connection.ToPeek(File))
            Should.Throw<SqliteFault>(() => SqliteNotes.About(alone));

        var before = Picture();
        (await Database.Peek(_site.Settings)).ShouldNotBeNull()["format"].ShouldBe("1");
        Picture().ShouldBe(before);
        Directory.EnumerateDirectories(Path.GetTempPath(), "emergency-peek-*").ShouldBeEmpty();

        await using (await new OwnEngineModule().Start(_site.Settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System))
            await _site.NothingPromisedIsLost();
        (await Verify.Run(_site.Settings)).Whole.ShouldBeTrue();
        await _site.NothingPromisedIsLost();
    }

    [Fact]
    public async Task Without_its_log_such_a_file_is_refused_and_left_alone()
    {
        await using (var storm = _site.Start())
        {
            await storm.Tell([]);
            await StracedStorm.Rages(storm);
            await using var strace = _site.Attach(storm, "kill", "pwrite64", "signal=KILL:when=2", "-P", File);
            await Until.True(() => storm.Ended, "it is killed in the middle of a checkpoint");
        }
        System.IO.File.Delete(File + "-wal");
        var before = Picture();
        await Should.ThrowAsync<CannotStart>(() =>
            new OwnEngineModule().Start(_site.Settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        );
        await Should.ThrowAsync<CannotStart>(() => Verify.Run(_site.Settings));
        Picture().ShouldBe(before);
    }

    /// <summary>Every file with its time and content.</summary>
    private string Picture() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(_site.Settings.Data)
                .Order(StringComparer.Ordinal)
                .Select(f =>
                    $"{f} {System.IO.File.GetLastWriteTimeUtc(f).Ticks} {Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(f)))}"
                )
        );
}
