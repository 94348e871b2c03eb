using System.Globalization;
using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Makes connections to the database, and knows which failures mean that a connection is gone.</summary>
public static class PostgresSource
{
    /// <summary>Streams and positions that are read at the same time; further readers wait.</summary>
    internal const int Readers = 12;

    /// <summary>Connections of one node to the database, at most: readers, the writer, the listener, duties, progress and seals. With those for keys (4) and places of teams (2) a node takes 30 of the 100 that a server has by default.</summary>
    internal const int Pool = 24;

    // A writer that hangs must not keep the others from their turn: a node waits 2 s for the lock and may idle 2 s in a transaction,
    // and a node that lost its power in mid-sentence is noticed by TCP after 5 s.
    private static string Session(int patience) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"-c lock_timeout={patience}s -c idle_in_transaction_session_timeout={patience}s -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3"
        );

    /// <summary>For a start or a command, behind which nobody waits yet: a machine that stands still for some seconds does not fail it.</summary>
    internal static NpgsqlDataSource OpenPatiently(string journal) => Open(journal, connect: 15, command: 30, patience: 15);

    /// <summary>For a node that serves. Throws <see cref="CannotStart"/> where the connection string cannot be read.</summary>
    internal static NpgsqlDataSource Open(string journal) => Open(journal, connect: 2, command: 4, patience: 2);

    /// <summary>The connection string for a node that serves, for who opens connections of his own. Throws <see cref="CannotStart"/> where it cannot be read.</summary>
    internal static string Said(string journal) => Said(journal, connect: 2, command: 4, patience: 2).ConnectionString;

    private static NpgsqlDataSource Open(string journal, int connect, int command, int patience) =>
        Primary(Said(journal, connect, command, patience));

    private static NpgsqlConnectionStringBuilder Said(string journal, int connect, int command, int patience)
    {
        try
        {
            var text = new NpgsqlConnectionStringBuilder(journal);
            text.Timeout = text.Timeout is 1 ? 1 : connect;
            text.CommandTimeout = command;
            text.CancellationTimeout = 500;
            text.MaxPoolSize = Pool;
            text.MaxAutoPrepare = 32;
            text.Enlist = false;
            text.ApplicationName ??= "emergency";
            text.Options = $"{Session(patience)} {text.Options}".TrimEnd();
            return text;
        }
        catch (ArgumentException e)
        {
            throw new CannotStart($"The journal's connection string cannot be read: {e.Message}");
        }
    }

    /// <summary>Asks only the one server that may be written, of several (<c>Host=a,b</c>): a standby may not show yet what was acknowledged.</summary>
    public static NpgsqlDataSource Primary(NpgsqlConnectionStringBuilder text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Host?.Contains(',', StringComparison.Ordinal) != true)
            return new NpgsqlDataSourceBuilder(text.ConnectionString).Build();
        text.HostRecheckSeconds = 1;
        return new NpgsqlDataSourceBuilder(text.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }

    /// <summary>Closes all its connections; of several servers the one source does not close those of the sources behind it.</summary>
    public static ValueTask Close(NpgsqlDataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.Clear();
        return source.DisposeAsync();
    }

    /// <summary>A parameter of a statement.</summary>
    internal static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    /// <summary>A call to a table beside the journal. The first one after the database was away meets a dead connection; asked again, it gets another. Throws <see cref="NotKept"/>.</summary>
    internal static async Task<T> Kept<T>(Func<Task<T>> call)
    {
        try
        {
            try
            {
                return await call();
            }
            catch (NpgsqlException e) when (!e.IsUndone())
            {
                return await call();
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new NotKept(e is PostgresException { SqlState: PostgresErrorCodes.DiskFull }, e);
        }
    }

    /// <summary>The server refused the statement and undid the transaction; the server lives, the connection mostly does.</summary>
    internal static bool IsUndone(this NpgsqlException e) =>
        e is PostgresException { InvariantSeverity: "ERROR", SqlState: not PostgresErrorCodes.ReadOnlySqlTransaction };
}
