using Emergency.Engine.Own.Sqlite;

namespace Emergency.Engine.Own;

/// <summary>The one place that knows which databases there are.</summary>
public static class Database
{
    /// <summary>Table about as it stands, or null where there is no database yet. Touches nothing; throws <see cref="CannotStart"/> where it cannot be read.</summary>
    public static ValueTask<IReadOnlyDictionary<string, string>?> Peek(EngineSettings settings, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(SqliteStart.Peek(settings));
    }

    /// <summary>Opens the database for one engine, makes it where there is none.</summary>
    public static ValueTask<IDatabase> Open(EngineSettings settings, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(SqliteDatabase.Open(settings, clock));
    }

    /// <summary>Opens an unchanging view beside whatever else uses the database. Throws <see cref="CannotStart"/> where there is none.</summary>
    public static ValueTask<ISnapshot> Snapshot(EngineSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (SqliteStart.Peek(settings) is null)
            throw new CannotStart($"{settings.Data} holds no journal");
        return new(new SqliteSnapshot(SqliteStart.File(settings)));
    }
}
