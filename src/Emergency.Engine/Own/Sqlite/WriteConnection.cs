namespace Emergency.Engine.Own.Sqlite;

/// <summary>The one connection that writes and checkpoints. After a failed sync it is closed and opened again; three in a row end <see cref="Broken"/> with code 4.</summary>
internal sealed class WriteConnection : IDisposable
{
    private const int MostFailures = 3, ExitCode = 4, PageSize = 4_096, MostLogPages = 1_000;

    private readonly string _file;
    private readonly long _logPages;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<int> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private int _failures;

    /// <summary><paramref name="ballast"/>: bytes that are freed when the disk is full; the log stays small enough that it fits into the database within them.</summary>
    public WriteConnection(string file, long ballast)
    {
        _file = file;
        _logPages = ballast > 0 ? Math.Clamp(ballast / PageSize / 4, 16, MostLogPages) : MostLogPages;
        _connection = Open();
    }

    public Task<int> Broken => _broken.Task;

    /// <summary>Runs <paramref name="work"/> in one durable transaction. Throws <see cref="SqliteFault"/> where nothing, or nobody knows what, was stored.</summary>
    public T Commit<T>(Func<Connection, T> work)
    {
        lock (_gate)
        {
            try
            {
                var connection = _connection ??= Open();
                connection[Begin].Step();
                var result = work(connection);
                connection[End].Step();
                _failures = 0;
                return result;
            }
            catch (Exception e)
            {
                RollBack();
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
            (_connection ??= Open()).Run("pragma wal_checkpoint(passive)");
    }

    private const string Begin = "begin immediate", End = "commit";

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
    private Connection Open()
    {
        var connection = Connection.ToWrite(_file);
        try
        {
            connection.Run($"pragma synchronous=full; pragma wal_autocheckpoint={_logPages}; pragma cache_size=-65536; pragma temp_store=memory");
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
