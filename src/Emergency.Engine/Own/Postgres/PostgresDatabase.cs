using System.Globalization;
using Emergency.Engine.Schema;
using Npgsql;

namespace Emergency.Engine.Own.Postgres;

/// <summary>A PostgreSQL database that one to many nodes share.</summary>
public sealed class PostgresDatabase : IDatabase
{
    private static readonly TimeSpan ClockMayBeOff = TimeSpan.FromSeconds(2);
    private readonly NpgsqlDataSource _source;
    private readonly PostgresLink _link;
    private readonly Listener _listener;
    private readonly PostgresJournal _journal;

    private PostgresDatabase(NpgsqlDataSource source, string version)
    {
        _source = source;
        Version = version;
        _link = new(source);
        var news = new News(TimeProvider.System);
        _listener = new(source, news);
        _journal = new(source, _link, news);
        Notes = new PostgresNotes(source);
    }

    public IJournal Journal => _journal;
    public INotes Notes { get; }
    public string Version { get; }
    public Task<int> Broken { get; } = new TaskCompletionSource<int>().Task;

    /// <summary>Null, or why the database cannot be reached at the moment.</summary>
    public string? Away => _link.Away;

    /// <summary>Opens the database and makes the tables where there are none. Throws <see cref="CannotStart"/> before anything is touched.</summary>
    public static async Task<PostgresDatabase> Open(EngineSettings settings, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var opened = PostgresSource.Open(settings.Journal);
        try
        {
            string version;
            await using (var connection = await Connect(opened, stop))
            {
                await CheckServer(connection, stop);
                version = $"PostgreSQL {connection.PostgreSqlVersion}";
                await CheckClock(connection, clock, stop);
                if (IsNew(await About(connection, stop)))
                    await Create(connection, stop);
            }
            return new(opened, version);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>What table about says, null where there are no tables yet. Touches nothing. Throws <see cref="CannotStart"/> where the database cannot be reached.</summary>
    public static async Task<IReadOnlyDictionary<string, string>?> Peek(EngineSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await using var opened = PostgresSource.Open(settings.Journal);
        await using var connection = await Connect(opened, stop);
        return await About(connection, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _link.DisposeAsync();
        await _journal.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async Task<NpgsqlConnection> Connect(NpgsqlDataSource source, CancellationToken stop)
    {
        try
        {
            return await source.OpenConnectionAsync(stop);
        }
        catch (NpgsqlException e)
        {
            throw new CannotStart($"The database cannot be reached: {e.Message}");
        }
    }

    private static async Task CheckServer(NpgsqlConnection connection, CancellationToken stop)
    {
        if (connection.PostgreSqlVersion.Major < 15)
            throw new CannotStart($"PostgreSQL 15 or newer is needed, the server is {connection.PostgreSqlVersion}.");
        await using var command = new NpgsqlCommand("select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on', current_setting('server_encoding'), current_setting('fsync')", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        if (reader.GetBoolean(0))
            throw new CannotStart("The database is read-only.");
        if (reader.GetString(1) is not "UTF8" and var encoding)
            throw new CannotStart($"The database's encoding must be UTF8, it is {encoding}.");
        if (reader.GetString(2) != "on")
            throw new CannotStart("The database server runs with fsync off: what it calls stored may be lost.");
    }

    // Half of the round trip may be added to or taken from what is measured; the shortest of three says most.
    private static async Task CheckClock(NpgsqlConnection connection, TimeProvider clock, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        var (off, within) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            var began = clock.GetUtcNow();
            var asked = TimeProvider.System.GetTimestamp();
            var there = (DateTime)(await command.ExecuteScalarAsync(stop))!;
            var trip = TimeProvider.System.GetElapsedTime(asked);
            if (trip < within)
                (off, within) = (began.UtcDateTime + (trip / 2) - there, trip);
        }
        if (off.Duration() > ClockMayBeOff + (within / 2))
            throw new CannotStart(string.Create(CultureInfo.InvariantCulture, $"This machine's clock and the database's differ by {off.TotalSeconds:0.0} s; more than 2 s are not allowed."));
    }

    /// <summary>True where the tables must be made first.</summary>
    private static bool IsNew(IReadOnlyDictionary<string, string>? about)
    {
        if (about is null)
            return true;
        Layout.Check(about, "the PostgreSQL database");
        return false;
    }

    private static async Task<IReadOnlyDictionary<string, string>?> About(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select to_regclass('about') is not null, to_regclass('journal') is not null", connection);
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            await reader.ReadAsync(stop);
            if (!reader.GetBoolean(0))
                return reader.GetBoolean(1) ? throw new CannotStart("There is a table journal but no table about: this is not a database of this program.") : null;
        }
        return await PostgresNotes.ReadAbout(connection, stop);
    }

    private static async Task Create(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var turn = new NpgsqlCommand(PostgresTables.TakeTurn, connection))
            await turn.ExecuteNonQueryAsync(stop);
        // Another node may have been first.
        if (IsNew(await About(connection, stop)))
        {
            await using var create = new NpgsqlCommand(PostgresTables.Create, connection);
            await create.ExecuteNonQueryAsync(stop);
            await using var format = new NpgsqlCommand("insert into about (name, value) values ($1, $2)", connection)
            {
                Parameters = { PostgresSource.Value(Layout.FormatName), PostgresSource.Value(Layout.FormatText) },
            };
            await format.ExecuteNonQueryAsync(stop);
        }
        await transaction.CommitAsync(stop);
    }
}
