using Emergency.Engine.Reference;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Journals;

/// <summary>The contract of the journal, on SQLite.</summary>
public sealed class SqliteJournalTests : JournalContract
{
    private readonly TempFolder _folder = new();

    protected override Task<IDatabase> NewDatabase() => Reopen();

    protected override Task<IDatabase> Reopen() =>
        Task.FromResult<IDatabase>(SqliteDatabase.Open(new(_folder["data"]) { Ballast = 0 }, TimeProvider.System));

    // On a thread of its own: it holds the one connection while it pauses.
    protected override Task WriteSlowly(Append append, TimeSpan pause, bool rollBack) =>
        Task.Factory.StartNew(
            () => Write(append, pause, rollBack),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private void Write(Append append, TimeSpan pause, bool rollBack)
    {
        try
        {
            ((SqliteDatabase)Database).Writer.Commit(connection =>
            {
                var position = SqliteStore.Into(connection, [append], new Appended[1]);
                using var never = new ManualResetEventSlim();
                never.Wait(pause);
                return rollBack ? throw new GivenUp() : position;
            });
        }
        catch (GivenUp)
        {
            // Rolled back, as was asked.
        }
    }

    private sealed class GivenUp : Exception;

    protected override ValueTask Drop()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
