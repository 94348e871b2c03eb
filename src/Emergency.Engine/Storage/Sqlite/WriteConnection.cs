namespace Emergency.Engine.Storage.Sqlite;

/// <summary>The one connection that writes a file, and checkpoints where it has a log. After a failed read, write or sync it is closed and opened again, so that the file is looked at anew; failures of the disk alone, three at least and for five seconds, end <see cref="Broken"/> with code 4.</summary>
internal sealed class WriteConnection : IDisposable
{
    private const int MostFailures = 3,
        ExitCode = 4,
        CannotOpen = 14,
        PageSize = 4_096,
        MostLogPages = 1_000;

    /// <summary>A fault that is over sooner is outlived.</summary>
    private static readonly TimeSpan Outlived = TimeSpan.FromSeconds(5);

    // A reader of a page is done by then; a backup is not, and nobody waits for it.
    private static readonly TimeSpan Briefly = TimeSpan.FromMilliseconds(500);
    private readonly Func<Connection> _open;
    private readonly long _logPages;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<int> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private volatile string? _trouble;
    private int _failures;
    private long _failing;
    private bool _uncut;
    private long _moved,
        _beside;
    private volatile SqliteFault? _unmoved;

    /// <summary>Opens a journal. <paramref name="ballast"/>: bytes that are freed when the disk is full; the log stays small enough that it fits into the database within them.</summary>
    public WriteConnection(string file, long ballast)
        : this(() => Journal(file), ballast > 0 ? Math.Clamp(ballast / PageSize / 4, 16, MostLogPages) : MostLogPages) { }

    /// <param name="open">Opens the file and makes it ready to be written; called again after each fault.</param>
    /// <param name="logPages">After so many pages the log is moved into the file; 0 where there is none.</param>
    public WriteConnection(Func<Connection> open, long logPages = 0)
    {
        (_open, _logPages) = (open, logPages);
        try
        {
            _connection = open();
        }
        catch (SqliteFault full) when (full.NoRoom)
        {
            // Reading goes on; each transaction tries to open it again.
            _trouble = full.Message;
        }
    }

    public Task<int> Broken => _broken.Task;

    public TimeProvider Clock { private get; init; } = TimeProvider.System;

    /// <summary>Reason why the log could not be moved into the file when that was tried last; null where it could. All that is stored lies safely in the log, which grows meanwhile.</summary>
    public SqliteFault? Unmoved => _unmoved;

    /// <summary>Asked before each transaction: whether the file was deleted or replaced since it was opened. Nobody finds again what would be written to it then: it ends <see cref="Broken"/>.</summary>
    public Func<bool> Gone { get; init; } = static () => false;

    /// <summary>Reason why the last transaction failed; null where one has succeeded since.</summary>
    public string? Trouble => _trouble;

    /// <summary>Runs <paramref name="work"/> in one durable transaction. Throws <see cref="SqliteFault"/> where nothing, or nobody knows what, was stored.</summary>
    public T Commit<T>(Func<Connection, T> work)
    {
        lock (_gate)
        {
            try
            {
                var connection = Ready();
                connection[Begin].Step();
                var result = work(connection);
                connection[End].Step();
                Succeed(connection);
                return result;
            }
            catch (Exception e)
            {
                RollBack();
                Note(e);
                throw;
            }
        }
    }

    /// <summary>As before a transaction of its own: somebody else's connection begins one, and nobody writes beside it. Throws <see cref="SqliteFault"/>.</summary>
    public void Before()
    {
        lock (_gate)
        {
            try
            {
                Ready();
            }
            catch (SqliteFault e)
            {
                Note(e);
                throw;
            }
        }
    }

    /// <summary>Somebody else's transaction is durable; it wrote so many pages.</summary>
    public void After(long pages)
    {
        lock (_gate)
        {
            _beside += pages;
            if (_connection is { } connection)
                Succeed(connection);
        }
    }

    /// <summary>Somebody else's transaction failed: counted as one of its own.</summary>
    public void Failed(SqliteFault fault)
    {
        lock (_gate)
            Note(fault);
    }

    private Connection Ready()
    {
        if (Gone())
        {
            _broken.TrySetResult(ExitCode);
            throw new SqliteFault(CannotOpen, "the file was deleted or replaced while it was in use");
        }
        var connection = Opened();
        if (_uncut)
            Move(() => Cut(connection, TimeSpan.Zero));
        return connection;
    }

    private void Succeed(Connection connection)
    {
        (_failures, _trouble) = (0, null);
        if (_logPages > 0 && Written(connection) - _moved >= _logPages)
            Move(() => Passive(connection));
    }

    private void Note(Exception e)
    {
        if (e is SqliteFault)
            _trouble = e.Message;
        if (e is SqliteFault { BrokenDisk: true })
            CountFailure();
    }

    private long Written(Connection connection) => connection.PagesWritten + _beside;

    /// <summary>Moves what is in the log into the database file, as far as nobody reads an older state; waits for nobody. A failure is kept in <see cref="Unmoved"/>.</summary>
    public void Checkpoint()
    {
        lock (_gate)
            Move(() => Passive(Opened()));
    }

    /// <summary>Tries again to move the log where that failed; a failure is kept in <see cref="Unmoved"/>.</summary>
    public void MoveAgain()
    {
        lock (_gate)
            if (_unmoved is not null)
                Move(() => Passive(Opened()));
    }

    private void Passive(Connection connection)
    {
        // The next one is due after as many pages, however this one ends.
        _moved = Written(connection);
        connection.Run("pragma wal_checkpoint(passive)");
        _unmoved = null;
    }

    /// <summary>Failing to move what is stored is no failure of whoever stored it.</summary>
    private void Move(Action how)
    {
        try
        {
            how();
        }
        catch (SqliteFault fault)
        {
            _unmoved = fault;
        }
    }

    private Connection Opened()
    {
        if (_connection is null)
            (_connection, _moved, _beside, _unmoved) = (_open(), 0, 0, null);
        return _connection;
    }

    /// <summary>Moves the whole log into the file and cuts it; waits half a second at most: where somebody reads an older state for longer, each later <see cref="Commit"/> tries again.</summary>
    public void EmptyLog()
    {
        lock (_gate)
            Cut(Opened(), Briefly);
    }

    private void Cut(Connection connection, TimeSpan patience)
    {
        connection.Patience(patience);
        _uncut = true;
        try
        {
            var row = connection["pragma wal_checkpoint(truncate)"];
            // The first number says whether somebody was in the way.
            _uncut = !row.Step() || row.Number(0) != 0;
            row.Reset();
            _unmoved = null;
        }
        finally
        {
            connection.Patience(Connection.Usual);
        }
    }

    /// <summary>Asks something outside a transaction. Opens the file anew where it cannot be read, and asks once more.</summary>
    public T Read<T>(Func<Connection, T> query)
    {
        lock (_gate)
        {
            try
            {
                return query(Opened());
            }
            catch (SqliteFault)
            {
                Forget();
                return query(Opened());
            }
        }
    }

    private const string Begin = "begin immediate",
        End = "commit";

    private void RollBack()
    {
        try
        {
            if (_connection is { Autocommit: false })
                _connection.Run("rollback");
        }
        catch (SqliteFault)
        {
            // A connection that cannot even roll back is given up like one that failed to sync.
            Forget();
        }
    }

    private void CountFailure()
    {
        Forget();
        var now = Clock.GetTimestamp();
        if (_failures++ == 0)
            _failing = now;
        if (_failures >= MostFailures && Clock.GetElapsedTime(_failing, now) >= Outlived)
            _broken.TrySetResult(ExitCode);
    }

    private void Forget()
    {
        _connection?.Dispose();
        _connection = null;
    }

    // A log left behind by a failed sync or a kill may hold what was never synced: the checkpoint syncs it before anyone relies on it.
    private static Connection Journal(string file)
    {
        var connection = Connection.ToWrite(file);
        try
        {
            connection.Run(
                "pragma synchronous=full; pragma secure_delete=on; pragma wal_autocheckpoint=0; pragma cache_size=-65536; pragma temp_store=memory"
            );
            connection.Run("pragma wal_checkpoint(truncate)");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Forget();
    }
}
