using System.Globalization;
using Npgsql;

namespace Emergency.Testing.Postgres;

/// <summary>A connection to the database that is no engine's.</summary>
public sealed class Stranger : IAsyncDisposable
{
    /// <summary>Stores one event of a stream; its position is the answer.</summary>
    public const string Insert =
        "insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) values (0, false, '{0}', {1}, '\\x7b7d', 'ledger.added.v1', 119) returning ordering";

    private readonly NpgsqlConnection _connection;

    private Stranger(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Connects; a patient connection is not ended when it idles in a transaction for 2 s.</summary>
    public static async Task<Stranger> At(string database, bool patient = false)
    {
        var connection = new NpgsqlConnection(
            database + ";Pooling=false" + (patient ? ";Options=-c idle_in_transaction_session_timeout=60s" : "")
        );
        await connection.OpenAsync();
        return new(connection);
    }

    public async Task<object?> Say(string sql, params object[] arguments)
    {
        await using var command = new NpgsqlCommand(
            arguments.Length == 0 ? sql : string.Format(CultureInfo.InvariantCulture, sql, arguments),
            _connection
        );
        return await command.ExecuteScalarAsync();
    }

    public static async Task<object?> Once(string database, string sql)
    {
        await using var stranger = await At(database);
        return await stranger.Say(sql);
    }

    /// <summary>Asks until the answer is true.</summary>
    public Task Sees(string sql, string what) => Until.True(() => Say(sql).GetAwaiter().GetResult() is true, what);

    /// <summary>Waits until so many sessions wait for a lock.</summary>
    public Task SeesWaiting(int sessions) =>
        Sees(
            $"select count(*) >= {sessions} from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
            $"{sessions} wait for the lock"
        );

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
