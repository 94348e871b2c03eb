using Emergency.Engine.Storage.Postgres;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Databases;

/// <summary>The one place that knows where rows of keys may lie.</summary>
public static class KeyStores
{
    /// <summary>The file of an installation on SQLite.</summary>
    public static string File(string data) => Path.Combine(data, "keys.db");

    /// <summary>True where the installation has rows of keys, or had them.</summary>
    public static async Task<bool> Exists(EngineSettings settings, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Postgres ? await PostgresKeys.Exists(settings.Journal, stop) : System.IO.File.Exists(File(settings.Data));
    }

    /// <summary>Opens the store of an installation, which is made only for a new one. Throws <see cref="CannotStart"/> where it is missing.</summary>
    public static async Task<IKeyStore> Open(EngineSettings settings, bool isNew, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Postgres ? await PostgresKeys.Open(settings.Journal, isNew, stop) : SqliteKeys.Open(File(settings.Data), isNew);
    }
}
