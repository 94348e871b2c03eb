using Microsoft.Data.Sqlite;

namespace Emergency.Benchmarks.Peers;

/// <summary>Group commit on the journal's own table in SQLite: WAL, synchronous=FULL, one connection, one prepared insert.</summary>
internal sealed class BareSqlite : GroupCommit
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _stream,
        _sequence;

    /// <param name="create">The journal's own "create table".</param>
    public BareSqlite(string file, string create, int most = Most)
        : base(most)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        foreach (var sql in new[] { "pragma journal_mode=wal", "pragma synchronous=full", create })
            Run(sql);
        _insert = _connection.CreateCommand();
        _insert.CommandText =
            "insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) values ($created, 0, $stream, $sequence, $message, 'count.added.v1', 119, null)";
        _insert.Parameters.AddWithValue("$created", 638_000_000_000_000_000L);
        _insert.Parameters.AddWithValue("$message", Counting.Message);
        _stream = _insert.Parameters.Add("$stream", SqliteType.Text);
        _sequence = _insert.Parameters.Add("$sequence", SqliteType.Integer);
        _insert.Prepare();
    }

    protected override ValueTask Store(IReadOnlyList<Row> rows)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var row in rows)
        {
            _stream.Value = row.Stream;
            _sequence.Value = row.Sequence;
            _insert.ExecuteNonQuery();
        }
        transaction.Commit();
        return ValueTask.CompletedTask;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The journal's own table, no input.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
