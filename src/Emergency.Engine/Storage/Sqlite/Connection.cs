using SQLitePCL;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>The fault that SQLite answered instead of doing it. <paramref name="code"/> is the extended result code.</summary>
public sealed class SqliteFault(int code, string why) : Exception(why)
{
    /// <summary>The extended result code.</summary>
    public int Code => code;

    /// <summary>The disk is full, for the file or for the log's index beside it: SQLITE_FULL, SQLITE_IOERR_SHMSIZE.</summary>
    public bool NoRoom => code is 13 or 4_874;

    /// <summary>The bytes that were read are no database, or not what SQLite wrote: SQLITE_CORRUPT, SQLITE_NOTADB.</summary>
    public bool Malformed => (code & 0xff) is 11 or 26;

    /// <summary>Reading, writing or syncing failed (SQLITE_IOERR and its kin), and not for want of room.</summary>
    public bool BrokenDisk => (code & 0xff) == 10 && !NoRoom;
}

/// <summary>An open SQLite connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _db;

    private Connection(sqlite3 db) => _db = db;

    /// <summary>Opens for writing; the file must exist unless <paramref name="create"/>.</summary>
    public static Connection ToWrite(string file, bool create = false) =>
        Open(file, raw.SQLITE_OPEN_READWRITE | (create ? raw.SQLITE_OPEN_CREATE : 0));

    public static Connection ToRead(string file) => Open(file, raw.SQLITE_OPEN_READONLY);

    /// <summary>Opens without looking at a log and without touching anything: only for values that were checkpointed when they were written.</summary>
    public static Connection ToPeek(string file) =>
        Open($"file:{Uri.EscapeDataString(file)}?immutable=1", raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);

    private static Connection Open(string file, int flags)
    {
        _ = SqliteNative.Version;
        var code = raw.sqlite3_open_v2(file, out var db, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            using (db)
                throw new SqliteFault(code, $"{file}: {raw.sqlite3_errmsg(db).utf8_to_string()}");
        }
        raw.sqlite3_extended_result_codes(db, 1);
        var connection = new Connection(db);
        connection.Patience(Usual);
        return connection;
    }

    /// <summary>So long a connection waits for another that holds the file.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    public void Patience(TimeSpan atMost) => raw.sqlite3_busy_timeout(_db, (int)atMost.TotalMilliseconds);

    public long LastRowId => raw.sqlite3_last_insert_rowid(_db);

    /// <summary>Pages that this connection has written since it was opened: into the log, where there is one.</summary>
    public long PagesWritten
    {
        get
        {
            const int written = 9; // SQLITE_DBSTATUS_CACHE_WRITE
            raw.sqlite3_db_status(_db, written, out var pages, out _, 0);
            return pages;
        }
    }

    /// <summary>False inside a transaction.</summary>
    public bool Autocommit => raw.sqlite3_get_autocommit(_db) != 0;

    /// <summary>The statement for a text, prepared once and ready to be bound.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
            {
                Check(raw.sqlite3_prepare_v3(_db, sql, raw.SQLITE_PREPARE_PERSISTENT, out var made));
                _statements[sql] = statement = new(this, made);
            }
            return statement.Reset();
        }
    }

    public void Run(string sql)
    {
        Check(raw.sqlite3_exec(_db, sql));
    }

    public long Number(string sql)
    {
        var statement = this[sql];
        var value = statement.Step() ? statement.Number(0) : 0;
        statement.Reset();
        return value;
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteFault(raw.sqlite3_extended_errcode(_db), raw.sqlite3_errmsg(_db).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _db.Dispose();
    }
}
