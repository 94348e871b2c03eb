using Emergency.Engine.Schema;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>A SQLite database in its locked folder.</summary>
public sealed class SqliteDatabase : IDatabase
{
    private readonly FolderLock _lock;
    private readonly JournalHold _held;
    private readonly WriteConnection _writer;
    private readonly SqliteJournal _journal;

    private SqliteDatabase(FolderLock folder, JournalHold held, WriteConnection writer, SqliteJournal journal, TimeProvider clock)
    {
        (_lock, _held, _writer, _journal) = (folder, held, writer, journal);
        Notes = new SqliteNotes(journal, writer, clock);
        Sessions = new SqliteSessions(journal, writer);
        Attachments = new SqliteAttachments(journal, writer);
    }

    public IJournal Journal => _journal;
    public INotes Notes { get; }
    public ISessions Sessions { get; }
    public IAttachments Attachments { get; }
    public IBeside Beside => _journal;
    internal WriteConnection Writer => _writer;
    public string Version => SqliteNative.Version;
    public Task<int> Broken => _writer.Broken;
    public (string What, Exception Why)? Failing =>
        _writer.Unmoved is { } why ? ("journal.db: what is stored stays in journal.db-wal, which grows, and cannot be moved", why) : null;

    public void TryAgain() => _writer.MoveAgain();

    /// <summary>Opens or makes the database. Throws <see cref="CannotStart"/>, and then has touched nothing.</summary>
    public static SqliteDatabase Open(EngineSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SqliteStart.Check(settings, SqliteStart.Peek(settings));
        Directory.CreateDirectory(settings.Data);
        var folder = FolderLock.Take(settings.Data);
        JournalHold? held = null;
        WriteConnection? writer = null;
        try
        {
            if (SqliteStart.Peek(settings) is null)
                SqliteStart.Create(settings);
            var file = SqliteStart.File(settings);
            held = JournalHold.Take(file);
            writer = new WriteConnection(file, settings.Ballast) { Gone = held.IsGone };
            // On a full disk there is the room that is held ready; where that is not enough, reading goes on without writing.
            var full = !TryFreeDuties(writer);
            if (full)
            {
                Ballast.Free(settings);
                TryFreeDuties(writer);
            }
            Add(file, writer, SqliteTables.HasSessions, SqliteTables.Sessions);
            Add(file, writer, SqliteTables.HasAttachments, SqliteTables.Attachments);
            return new(folder, held, writer, new SqliteJournal(file, writer, new(settings, clock, full), clock), clock);
        }
        catch (SqliteFault e)
        {
            writer?.Dispose();
            held?.Dispose();
            folder.Dispose();
            throw new CannotStart($"{settings.Data}: {e.Message}");
        }
        catch
        {
            writer?.Dispose();
            held?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>False where the disk is full. Every former holder of a duty is gone: the folder is ours alone.</summary>
    private static bool TryFreeDuties(WriteConnection writer)
    {
        try
        {
            writer.Commit(static connection => connection["delete from duty"].Step());
            return true;
        }
        catch (SqliteFault fault) when (fault.NoRoom)
        {
            return false;
        }
    }

    /// <summary>Makes a table where an earlier program made the database.</summary>
    private static void Add(string file, WriteConnection writer, string has, string table)
    {
        using (var connection = Connection.ToRead(file))
        {
            if (connection.Number(has) > 0)
                return;
        }
        writer.Commit(connection =>
        {
            connection.Run(table);
            return 0;
        });
    }

    public ValueTask DisposeAsync()
    {
        _journal.Dispose();
        _writer.Dispose();
        _held.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }
}
