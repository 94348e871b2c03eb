using System.Security.Cryptography;
using Emergency.Engine.Contract.Storm;
using Emergency.Engine.Databases;
using Emergency.Engine.Seals;
using Microsoft.Data.Sqlite;

namespace Emergency.Engine.Contract.Faults;

/// <summary>kill -9 while the log is moved into the file (SQLite): the file alone is broken then, file and log together are whole. A class derives from it for each engine.</summary>
/// <param name="program">The program that <c>dotnet</c> starts; as "storm" it runs <see cref="WriteStorm"/>.</param>
public abstract class KilledCheckpointContract(string program) : IDisposable
{
    private readonly StracedStorm _site = new(program);

    protected abstract IEngineModule Module { get; }

    private string File => Path.Combine(_site.Settings.Data, "journal.db");

    public void Dispose()
    {
        _site.Dispose();
        GC.SuppressFinalize(this);
    }

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
        Should.Throw<SqliteException>(LookAlone);

        var before = Picture();
        (await Database.Peek(_site.Settings)).ShouldNotBeNull()["format"].ShouldBe("1");
        Picture().ShouldBe(before);
        Directory.EnumerateDirectories(Path.GetTempPath(), "emergency-peek-*").ShouldBeEmpty();

        await using (await Module.Start(_site.Settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System))
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
            Module.Start(_site.Settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        );
        await Should.ThrowAsync<CannotStart>(() => Verify.Run(_site.Settings));
        Picture().ShouldBe(before);
    }

    /// <summary>Reads the file as if it had no log.</summary>
    private void LookAlone()
    {
        using var alone = new SqliteConnection($"Data Source=file:{Uri.EscapeDataString(File)}?immutable=1;Mode=ReadOnly;Pooling=False");
        alone.Open();
        using var look = alone.CreateCommand();
        look.CommandText = "select name, value from about";
        using var rows = look.ExecuteReader();
        while (rows.Read()) { }
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
