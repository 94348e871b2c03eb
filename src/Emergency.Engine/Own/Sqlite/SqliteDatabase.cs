namespace Emergency.Engine.Own.Sqlite;

/// <summary>A SQLite database in its locked folder.</summary>
public sealed class SqliteDatabase : IDatabase
{
    private readonly FolderLock _lock;
    private readonly WriteConnection _writer;
    private readonly SqliteJournal _journal;

    private SqliteDatabase(FolderLock folder, WriteConnection writer, SqliteJournal journal, TimeProvider clock)
    {
        (_lock, _writer, _journal) = (folder, writer, journal);
        Notes = new SqliteNotes(journal, writer, clock);
    }

    public IJournal Journal => _journal;
    public INotes Notes { get; }
    internal WriteConnection Writer => _writer;
    public string Version => SqliteNative.Version;
    public Task<int> Broken => _writer.Broken;

    /// <summary>Opens or makes the database. Throws <see cref="CannotStart"/>, and then has touched nothing.</summary>
    public static SqliteDatabase Open(EngineSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SqliteStart.Check(settings, SqliteStart.Peek(settings));
        Directory.CreateDirectory(settings.Data);
        var folder = FolderLock.Take(settings.Data);
        WriteConnection? writer = null;
        try
        {
            if (SqliteStart.Peek(settings) is null)
                SqliteStart.Create(settings);
            var file = SqliteStart.File(settings);
            writer = new WriteConnection(file, settings.Ballast);
            // Whoever held a duty before is gone: the folder is ours alone.
            writer.Commit(static connection => connection["delete from duty"].Step());
            return new(folder, writer, new SqliteJournal(file, writer, new(settings, clock), clock), clock);
        }
        catch (SqliteFault e)
        {
            writer?.Dispose();
            folder.Dispose();
            throw new CannotStart($"{settings.Data}: {e.Message}");
        }
        catch
        {
            writer?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _journal.Dispose();
        _writer.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }
}
