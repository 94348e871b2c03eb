using Npgsql;

namespace Emergency.Engine.Own.Postgres;

/// <summary>How connections to the database are made, and which failures mean that a connection is gone.</summary>
internal static class PostgresSource
{
    /// <summary>Streams and positions that are read at the same time; further readers wait.</summary>
    public const int Readers = 12;

    // A writer that hangs must not keep the others from their turn: it waits 2 s for the lock, may idle 2 s in a transaction,
    // and a node that lost its power in mid-sentence is noticed by TCP after 5 s.
    private const string Session =
        "-c lock_timeout=2s -c idle_in_transaction_session_timeout=2s -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3";

    /// <summary>Throws <see cref="CannotStart"/> where the connection string cannot be read.</summary>
    public static NpgsqlDataSource Open(string journal)
    {
        try
        {
            var text = new NpgsqlConnectionStringBuilder(journal);
            text.Timeout = text.Timeout is 1 ? 1 : 2;
            text.CommandTimeout = 4;
            text.CancellationTimeout = 500;
            text.MaxPoolSize = Math.Max(text.MaxPoolSize, Readers + 8);
            text.MaxAutoPrepare = 32;
            text.Enlist = false;
            text.ApplicationName ??= "emergency";
            text.Options = string.IsNullOrEmpty(text.Options) ? Session : $"{Session} {text.Options}";
            if (text.Host?.Contains(',', StringComparison.Ordinal) != true)
                return new NpgsqlDataSourceBuilder(text.ConnectionString).Build();
            // Of several servers only the one that may be written is asked: a standby may not show yet what was acknowledged.
            text.HostRecheckSeconds = 1;
            return new NpgsqlDataSourceBuilder(text.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
        }
        catch (ArgumentException e)
        {
            throw new CannotStart($"The journal's connection string cannot be read: {e.Message}");
        }
    }

    /// <summary>Closes all its connections; of several servers the one source does not close those of the sources behind it.</summary>
    public static ValueTask Close(NpgsqlDataSource source)
    {
        source.Clear();
        return source.DisposeAsync();
    }

    /// <summary>A parameter of a statement.</summary>
    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    /// <summary>The server refused the statement and undid the transaction; the server lives, the connection mostly does.</summary>
    public static bool IsUndone(this NpgsqlException e) => e is PostgresException { InvariantSeverity: "ERROR", SqlState: not PostgresErrorCodes.ReadOnlySqlTransaction };
}
