using Emergency.Engine.Contract;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Tests.Faults;

/// <summary>The reset of the write-ahead log in SQLite before 3.51.3: safe where one connection alone writes and checkpoints.</summary>
public sealed class F23OneConnectionWritesAndCheckpoints : IAsyncDisposable
{
    private readonly SqliteSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private string File => Path.Combine(_site.Settings.Data, "journal.db");

    [Fact]
    public async Task While_the_log_is_reset_again_and_again_under_readers_no_row_and_no_page_is_lost()
    {
        const int senders = 8,
            each = 60;
        var engine = await _site.Open();
        using var stop = new CancellationTokenSource();
        // They read old states while the log is moved into the file beneath them, and checks come and go beside them.
        var readers = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(async () =>
                {
                    var looks = 0;
                    while (!stop.IsCancellationRequested)
                    {
                        (await Verify.Run(_site.Settings)).Whole.ShouldBeTrue();
                        looks++;
                    }
                    return looks;
                })
            )
            .ToList();
        await Task.WhenAll(
            Enumerable
                .Range(0, senders)
                .Select(s =>
                    Task.Run(async () =>
                    {
                        for (var n = 0; n < each; n++)
                            (
                                await engine.Entities.Send(new("live", "ledger", $"{s}"), new Book(n, new string('账', 2_000)), Meta())
                            ).ShouldBeOfType<Reply.Accepted>();
                    })
                )
        );
        await stop.CancelAsync();
        (await Task.WhenAll(readers)).Sum().ShouldBeGreaterThan(0);
        // The log was moved into the file at least a dozen times, else this has shown nothing.
        new FileInfo(File).Length.ShouldBeGreaterThan(12 * 64 * 4_096);
        await engine.DisposeAsync();
        (await Verify.Run(_site.Settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Rows.ShouldBe(senders * each),
            v => v.Unsealed.ShouldBe(0)
        );
        Integrity().ShouldBe("ok");
    }

    [Fact]
    public async Task Whoever_only_reads_can_neither_write_nor_checkpoint()
    {
        var engine = await _site.Open();
        await engine.Entities.Send(new("live", "ledger", "a"), new Book(1), Meta());
        var log = new FileInfo(File + "-wal").Length;
        log.ShouldBeGreaterThan(0);
        using (var reader = Connection.ToRead(File))
        {
            reader.Number("select count(*) from journal").ShouldBe(1);
            Should.Throw<SqliteFault>(() => reader.Run("delete from journal"));
            Should.Throw<SqliteFault>(() => reader.Run("pragma wal_checkpoint(truncate)"));
        }
        new FileInfo(File + "-wal").Length.ShouldBe(log);
        (await Verify.Run(_site.Settings)).Rows.ShouldBe(1);
        new FileInfo(File + "-wal").Length.ShouldBe(log);
    }

    private string Integrity()
    {
        using var connection = Connection.ToRead(File);
        var row = connection["pragma integrity_check"];
        row.Step().ShouldBeTrue();
        var said = row.Text(0);
        row.Reset();
        return said;
    }

    private static Meta Meta() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
}
