using Microsoft.Data.Sqlite;

namespace Emergency.Engine.Contract.Faults;

/// <summary>SQLITE_BUSY, on SQLite. A class derives from it for each engine.</summary>
public abstract class HeldFileContract : IDisposable
{
    private readonly TempFolder _folder = new();

    protected abstract IEngineModule Module { get; }

    [Fact]
    public async Task F24_While_another_program_holds_the_database_a_sender_waits_and_is_answered()
    {
        await using var engine = await Module.Start(
            new(_folder["data"]) { Ballast = 0 },
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder["data"], "journal.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = other.BeginTransaction(deferred: false);
        var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
        var waiting = engine.Entities.Send(new("live", "ledger", "a"), new Book(1), meta).AsTask();
        await Should.ThrowAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        held.Rollback();
        (await waiting.InTime()).ShouldBeOfType<Reply.Accepted>();
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
