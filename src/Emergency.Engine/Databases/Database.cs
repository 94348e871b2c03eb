using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Postgres;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Databases;

/// <summary>The one place that knows which databases there are.</summary>
public static class Database
{
    /// <summary>Table about as it stands, or null where there is no database yet. Touches nothing; throws <see cref="CannotStart"/> where it cannot be read.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, string>?> Peek(EngineSettings settings, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Postgres ? await PostgresDatabase.Peek(settings, stop) : SqliteStart.Peek(settings);
    }

    /// <summary>Opens the database for one engine, makes it where there is none.</summary>
    public static async ValueTask<IDatabase> Open(EngineSettings settings, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Postgres ? await PostgresDatabase.Open(settings, clock, stop) : SqliteDatabase.Open(settings, clock);
    }

    /// <summary>Opens an unchanging view beside whatever else uses the database. Throws <see cref="CannotStart"/> where there is none.</summary>
    public static async ValueTask<ISnapshot> Snapshot(EngineSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Postgres)
            return await PostgresSnapshot.Open(settings.Journal, stop);
        if (SqliteStart.Peek(settings) is null)
            throw new CannotStart($"{settings.Data} holds no journal");
        return new SqliteSnapshot(SqliteStart.File(settings));
    }
}
