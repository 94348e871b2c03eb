using System.Globalization;
using Emergency.Engine.Schema;
using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Looks at a PostgreSQL database before it is used. Only <see cref="Create"/> changes anything.</summary>
internal static class PostgresStart
{
    private const string Name = "the PostgreSQL database";
    private static readonly TimeSpan ClockMayBeOff = TimeSpan.FromSeconds(2);

    /// <summary>Runs a part of the start on one connection. Throws <see cref="CannotStart"/> where the database fails.</summary>
    public static async Task<T> On<T>(NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> part, CancellationToken stop)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            return await part(connection);
        }
        catch (NpgsqlException e)
        {
            throw new CannotStart($"{Name} does not answer as it must: {e.Message}");
        }
    }

    /// <summary>Table about, or null where there are no tables yet.</summary>
    public static async Task<IReadOnlyDictionary<string, string>?> Peek(NpgsqlConnection connection, CancellationToken stop)
    {
        // Not to_regclass: it remembers within a transaction what was not there.
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_class where relnamespace = current_schema()::regnamespace and relname in ('about', 'journal')",
            connection
        );
        return await command.ExecuteScalarAsync(stop) switch
        {
            0L => null,
            2L => await PostgresNotes.ReadAbout(connection, stop),
            _ => throw new CannotStart($"{Name} has one of the tables about and journal, but not both: it is not a journal"),
        };
    }

    /// <summary>Throws <see cref="CannotStart"/> where the server, this machine's clock or the tables' format do not fit.</summary>
    public static async Task Check(
        NpgsqlConnection connection,
        IReadOnlyDictionary<string, string>? about,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        await CheckServer(connection, stop);
        await CheckClock(connection, clock, stop);
        if (about is not null)
            Layout.Check(about, Name);
    }

    /// <summary>Makes the tables; another node that does the same is waited for.</summary>
    public static async Task Create(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var turn = new NpgsqlCommand(PostgresTables.TakeTurn, connection))
            await turn.ExecuteNonQueryAsync(stop);
        if (await Peek(connection, stop) is { } about)
        {
            Layout.Check(about, Name);
            return;
        }
        await using (var create = new NpgsqlCommand(PostgresTables.Create, connection))
            await create.ExecuteNonQueryAsync(stop);
        await using (
            var format = new NpgsqlCommand("insert into about (name, value) values ($1, $2)", connection)
            {
                Parameters = { PostgresSource.Value(Layout.FormatName), PostgresSource.Value(Layout.FormatText) },
            }
        )
            await format.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Makes the tables that are missing where an earlier program made the database; another node that does the same is waited for.</summary>
    public static async Task AddTables(NpgsqlConnection connection, CancellationToken stop)
    {
        await Add(connection, "session", PostgresTables.Sessions, stop);
        await Add(connection, "attachment", PostgresTables.Attachments, stop);
    }

    private static async Task Add(NpgsqlConnection connection, string table, string create, CancellationToken stop)
    {
        if (await Has(connection, table, stop))
            return;
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var turn = new NpgsqlCommand(PostgresTables.TakeTurn, connection))
            await turn.ExecuteNonQueryAsync(stop);
        if (await Has(connection, table, stop))
            return;
        try
        {
            await using var make = new NpgsqlCommand(create, connection);
            await make.ExecuteNonQueryAsync(stop);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new CannotStart(
                $"{Name} has no table {table}, which this version needs, and this role may not make it: run the command tables as the owner, then postgres-roles.sql"
            );
        }
        await transaction.CommitAsync(stop);
    }

    /// <summary>True where there is a table of this name.</summary>
    public static async Task<bool> Has(NpgsqlConnection connection, string table, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_class where relnamespace = current_schema()::regnamespace and relname = $1",
            connection
        )
        {
            Parameters = { PostgresSource.Value(table) },
        };
        return await command.ExecuteScalarAsync(stop) is 1L;
    }

    private static async Task CheckServer(NpgsqlConnection connection, CancellationToken stop)
    {
        if (connection.PostgreSqlVersion.Major < 15)
            throw new CannotStart($"PostgreSQL 15 or newer is needed, the server is {connection.PostgreSqlVersion}");
        await using var command = new NpgsqlCommand(
            "select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on', current_setting('server_encoding'), current_setting('fsync')",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        if (reader.GetBoolean(0))
            throw new CannotStart($"{Name} is read-only");
        if (reader.GetString(1) is not "UTF8" and var encoding)
            throw new CannotStart($"{Name} must be encoded in UTF8, it is in {encoding}");
        if (reader.GetString(2) != "on")
            throw new CannotStart("the PostgreSQL server runs with fsync off: what it calls stored may be lost");
    }

    // A measurement may be wrong by half of the round trip; the shortest of three says most.
    private static async Task CheckClock(NpgsqlConnection connection, TimeProvider clock, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        var (off, within) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            var (here, asked) = (clock.GetUtcNow().UtcDateTime, TimeProvider.System.GetTimestamp());
            var there = (DateTime)(await command.ExecuteScalarAsync(stop))!;
            var trip = TimeProvider.System.GetElapsedTime(asked);
            if (trip < within)
                (off, within) = (here + (trip / 2) - there, trip);
        }
        if (off.Duration() > ClockMayBeOff + (within / 2))
            throw new CannotStart(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"this machine's clock and that of {Name} differ by {off.TotalSeconds:0.0} s, 2 s are allowed"
                )
            );
    }
}
