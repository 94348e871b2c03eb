using System.Runtime.CompilerServices;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>A read transaction on a SQLite file, beside a running server or without one.</summary>
internal sealed class SqliteSnapshot : ISnapshot
{
    private readonly Connection _connection;

    public SqliteSnapshot(string file)
    {
        _connection = Connection.ToRead(file);
        _connection.Run("pragma query_only=on; begin");
        // The transaction starts with the first read.
        _connection.Number(SqliteTables.Head);
    }

    public async IAsyncEnumerable<CheckedRow> Rows(long after, [EnumeratorCancellation] CancellationToken stop)
    {
        // An earlier reader may have stopped half way.
        var row = _connection[SqliteTables.All];
        row.Reset();
        row.Bind(1, after);
        while (Step(row))
        {
            stop.ThrowIfCancellationRequested();
            yield return new(SqliteJournal.Row(row), row.Number(6) != 0, (int)row.Number(7));
        }
        row.Reset();
        await ValueTask.CompletedTask;
    }

    private static bool Step(Statement row)
    {
        try
        {
            return row.Step();
        }
        catch (SqliteFault e) when (e.Malformed)
        {
            throw new BrokenEnvelope(e.Message);
        }
    }

    public async IAsyncEnumerable<AttachmentRow> Attachments([EnumeratorCancellation] CancellationToken stop)
    {
        if (_connection.Number(SqliteTables.HasAttachments) == 0)
            yield break;
        var row = _connection[SqliteTables.AllAttachments];
        while (Step(row))
        {
            stop.ThrowIfCancellationRequested();
            yield return SqliteAttachments.Row(row);
        }
        row.Reset();
        await ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Seal>> Seals(CancellationToken stop) => new(SqliteNotes.Seals(_connection, SqliteTables.Seals));

    public ValueTask<IReadOnlyDictionary<string, string>> About(CancellationToken stop) => new(SqliteNotes.About(_connection));

    public ValueTask<IReadOnlyDictionary<string, long>> Progress(CancellationToken stop)
    {
        var readers = new Dictionary<string, long>(StringComparer.Ordinal);
        var row = _connection[SqliteTables.AllProgress];
        while (row.Step())
            readers[row.Text(0)] = row.Number(1);
        row.Reset();
        return new(readers);
    }

    public ValueTask<long> Head(CancellationToken stop) => new(_connection.Number(SqliteTables.Head));

    public ValueTask<long> Given(CancellationToken stop) => new(_connection.Number(SqliteTables.Given));

    public ValueTask<string?> Damage(CancellationToken stop)
    {
        var row = _connection[SqliteTables.Integrity];
        var found = row.Step() ? row.Text(0) : "ok";
        row.Reset();
        return new(found == "ok" ? null : found);
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
