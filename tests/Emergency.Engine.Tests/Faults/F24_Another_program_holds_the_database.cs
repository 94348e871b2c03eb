using Emergency.Engine.Contract;
using Emergency.Engine.Own.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>SQLITE_BUSY, on SQLite.</summary>
public sealed class F24AnotherProgramHoldsTheDatabase : IAsyncDisposable
{
    private readonly SqliteSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task F24_While_another_program_holds_the_database_a_sender_waits_and_is_answered()
    {
        var engine = await _site.Open();
        using var other = Connection.ToWrite(Path.Combine(_site.Settings.Data, "journal.db"));
        other.Run("begin immediate");
        var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
        var waiting = engine.Entities.Send(new("live", "ledger", "a"), new Book(1), meta).AsTask();
        await Should.ThrowAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        other.Run("rollback");
        (await waiting.InTime()).ShouldBeOfType<Reply.Accepted>();
    }
}
