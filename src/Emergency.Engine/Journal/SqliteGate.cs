using System.Data;
using System.Data.Common;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Emergency.Engine.Journal;

/// <summary>Lets one at a time write to a SQLite file and checkpoint it: two at once may lose what was committed (F23, SQLite before 3.51.3).</summary>
internal sealed class SqliteGate(IBeside beside) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Hears of each transaction behind this gate.</summary>
    public IBeside Beside => beside;

    public Task Enter(CancellationToken stop) => _gate.WaitAsync(stop);

    public void Enter() => _gate.Wait();

    /// <summary>False where somebody is inside.</summary>
    public bool TryEnter() => _gate.Wait(0);

    public void Leave() => _gate.Release();

    public void Dispose() => _gate.Dispose();
}

/// <summary>A connection whose serializable transactions pass the gate and are synced; in all others it only reads, and waits for nobody. After a failed read, write or sync no connection of its pool is used again.</summary>
internal sealed class GatedConnection(string text, SqliteGate gate) : SqliteConnection(text)
{
    private bool _inside,
        _failed;

    public override SqliteCommand CreateCommand() =>
        new HeardCommand(this)
        {
            Connection = this,
            CommandTimeout = DefaultTimeout,
            Transaction = Transaction,
        };

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel != IsolationLevel.Serializable)
            return BeginTransaction(deferred: true);
        gate.Enter();
        (_inside, _failed) = (true, false);
        gate.Beside.Before();
        using (var command = CreateCommand())
        {
            // The log is moved by who hears of the commit, so that a failure to move it is none of the commit.
            command.CommandText = "pragma synchronous=full; pragma wal_autocheckpoint=0";
            command.ExecuteNonQuery();
        }
        return BeginTransaction(IsolationLevel.Serializable);
    }

    /// <summary>The writer's thread is given back first: what comes while a group is stored can only be gathered for the next where whoever gathers is not held by the writing, and the driver does all of it at once.</summary>
    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel,
        CancellationToken cancellationToken
    )
    {
        if (isolationLevel == IsolationLevel.Serializable)
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return BeginDbTransaction(isolationLevel);
    }

    public override void Close()
    {
        try
        {
            base.Close();
        }
        finally
        {
            if (_inside)
            {
                _inside = false;
                gate.Leave();
            }
        }
    }

    private void Committed()
    {
        if (!_inside)
            return;
        const int written = 9; // SQLITE_DBSTATUS_CACHE_WRITE
        raw.sqlite3_db_status(Handle, written, out var pages, out _, 1);
        gate.Beside.After(pages);
    }

    /// <summary>A row that was there before is no fault of the file. The first fault of a transaction tells what became of it.</summary>
    private void Failed(SqliteException e)
    {
        if (new SqliteFault(e.SqliteExtendedErrorCode, e.Message).BrokenDisk)
            ClearPool(this);
        if (!_inside || _failed || e.SqliteErrorCode == raw.SQLITE_CONSTRAINT)
            return;
        _failed = true;
        gate.Beside.Failed(e.SqliteExtendedErrorCode, e.Message);
    }

    /// <summary>Begin and commit are commands too.</summary>
    private sealed class HeardCommand(GatedConnection connection) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            try
            {
                return base.ExecuteReader(behavior);
            }
            catch (SqliteException e)
            {
                connection.Failed(e);
                throw;
            }
        }

        public override int ExecuteNonQuery()
        {
            var rows = base.ExecuteNonQuery();
            if (CommandText is "COMMIT;")
                connection.Committed();
            return rows;
        }
    }
}
