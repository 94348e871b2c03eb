using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>A PostgreSQL database that one to many nodes share.</summary>
public sealed class PostgresDatabase : IDatabase
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgresLink _link;
    private readonly Listener _listener;
    private readonly PostgresJournal _journal;

    private PostgresDatabase(NpgsqlDataSource source, string version, TimeProvider clock)
    {
        var news = new News(clock);
        (_source, _link) = (source, new(source));
        _journal = new(source, _link, news);
        var sessions = new SessionNews();
        _listener = new(source, news, sessions);
        Notes = new PostgresNotes(source, () => _listener.Session);
        Sessions = new PostgresSessions(source, sessions);
        Attachments = new PostgresAttachments(source);
        Version = version;
    }

    public IJournal Journal => _journal;
    public INotes Notes { get; }
    public ISessions Sessions { get; }
    public IAttachments Attachments { get; }
    public IBeside Beside => _journal;
    internal NpgsqlDataSource Source => _source;
    internal PostgresLink Link => _link;
    public string Version { get; }

    /// <summary>Never ends: a database that is away may come back.</summary>
    public Task<int> Broken { get; } = new TaskCompletionSource<int>().Task;

    /// <summary>Opens the database and makes the tables where there are none. Throws <see cref="CannotStart"/>, and then has touched nothing.</summary>
    public static async Task<PostgresDatabase> Open(EngineSettings settings, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var version = await At(
            settings,
            async connection =>
            {
                var about = await PostgresStart.Peek(connection, stop);
                await PostgresStart.Check(connection, about, clock, stop);
                if (about is null)
                    await PostgresStart.Create(connection, stop);
                await PostgresStart.AddTables(connection, stop);
                return $"PostgreSQL {connection.PostgreSqlVersion}";
            },
            stop
        );
        Directory.CreateDirectory(settings.Data);
        return new(PostgresSource.Open(settings.Journal), version, clock);
    }

    /// <summary>Table about, or null where there are no tables yet. Touches nothing; throws <see cref="CannotStart"/> where it cannot be read.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, string>?> Peek(EngineSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return await At(settings, connection => PostgresStart.Peek(connection, stop), stop);
    }

    private static async Task<T> At<T>(EngineSettings settings, Func<NpgsqlConnection, Task<T>> look, CancellationToken stop)
    {
        var source = PostgresSource.OpenPatiently(settings.Journal);
        try
        {
            return await PostgresStart.On(source, look, stop);
        }
        finally
        {
            await PostgresSource.Close(source);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _link.DisposeAsync();
        _journal.Dispose();
        await PostgresSource.Close(_source);
    }
}
