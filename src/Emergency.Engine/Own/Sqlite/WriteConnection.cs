namespace Emergency.Engine.Own.Sqlite;

/// <summary>The one connection that writes a file, and checkpoints where it has a log. After a failed read, write or sync it is closed and opened again, so that the file is looked at anew; three failures of the disk in a row end <see cref="Broken"/> with code 4.</summary>
internal sealed class WriteConnection : IDisposable
{
    private const int MostFailures = 3,
        ExitCode = 4,
        CannotOpen = 14,
        PageSize = 4_096,
        MostLogPages = 1_000;

    // Whoever reads a page is done by then; a backup is not, and nobody waits for it.
    private static readonly TimeSpan Briefly = TimeSpan.FromMilliseconds(500);
    private readonly Func<Connection> _open;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<int> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private volatile string? _trouble;
    private int _failures;
    private bool _uncut;

    /// <summary>Of a journal. <paramref name="ballast"/>: bytes that are freed when the disk is full; the log stays small enough that it fits into the database within them.</summary>
    public WriteConnection(string file, long ballast)
        : this(() => Journal(file, ballast > 0 ? Math.Clamp(ballast / PageSize / 4, 16, MostLogPages) : MostLogPages)) { }

    /// <param name="open">Opens the file and makes it ready to be written; called again after each fault.</param>
    public WriteConnection(Func<Connection> open)
    {
        _open = open;
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

    /// <summary>Asked before each transaction: whether the file was deleted or replaced since it was opened. What is written to it then, nobody finds again: it ends <see cref="Broken"/>.</summary>
    public Func<bool> Gone { get; init; } = static () => false;

    /// <summary>Why the last transaction failed; null where one has succeeded since.</summary>
    public string? Trouble => _trouble;

    /// <summary>Runs <paramref name="work"/> in one durable transaction. Throws <see cref="SqliteFault"/> where nothing, or nobody knows what, was stored.</summary>
    public T Commit<T>(Func<Connection, T> work)
    {
        lock (_gate)
        {
            try
            {
                if (Gone())
                {
                    _broken.TrySetResult(ExitCode);
                    throw new SqliteFault(CannotOpen, "the file was deleted or replaced while it was in use");
                }
                var connection = _connection ??= _open();
                if (_uncut)
                    Cut(connection, TimeSpan.Zero);
                connection[Begin].Step();
                var result = work(connection);
                connection[End].Step();
                (_failures, _trouble) = (0, null);
                return result;
            }
            catch (Exception e)
            {
                RollBack();
                if (e is SqliteFault)
                    _trouble = e.Message;
                if (e is SqliteFault { BrokenDisk: true })
                    CountFailure();
                throw;
            }
        }
    }

    /// <summary>Moves what is in the log into the database file, as far as nobody reads an older state; waits for nobody.</summary>
    public void Checkpoint()
    {
        lock (_gate)
            (_connection ??= _open()).Run("pragma wal_checkpoint(passive)");
    }

    /// <summary>Moves the whole log into the file and cuts it; waits half a second at most: where somebody reads an older state for longer, each later <see cref="Commit"/> tries again.</summary>
    public void EmptyLog()
    {
        lock (_gate)
            Cut(_connection ??= _open(), Briefly);
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
        }
        finally
        {
            connection.Patience(Connection.Usual);
        }
    }

    /// <summary>Asks something outside a transaction. Where the file cannot be read it is opened anew and asked once more.</summary>
    public T Read<T>(Func<Connection, T> query)
    {
        lock (_gate)
        {
            try
            {
                return query(_connection ??= _open());
            }
            catch (SqliteFault)
            {
                Forget();
                return query(_connection = _open());
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
        if (++_failures >= MostFailures)
            _broken.TrySetResult(ExitCode);
    }

    private void Forget()
    {
        _connection?.Dispose();
        _connection = null;
    }

    // A log left behind by a failed sync or a kill may hold what was never synced: the checkpoint syncs it before anyone relies on it.
    private static Connection Journal(string file, long logPages)
    {
        var connection = Connection.ToWrite(file);
        try
        {
            connection.Run(
                $"pragma synchronous=full; pragma secure_delete=on; pragma wal_autocheckpoint={logPages}; pragma cache_size=-65536; pragma temp_store=memory"
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
