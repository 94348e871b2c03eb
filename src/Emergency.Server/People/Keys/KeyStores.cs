using Emergency.Engine;

namespace Emergency.Server.People.Keys;

/// <summary>The one place that knows where keys may lie.</summary>
public static class KeyStores
{
    public static string File(string data) => Path.Combine(data, "keys.db");

    /// <summary>Opens the store of an installation, which is made only for a new one. Throws <see cref="CannotStart"/> where it is missing.</summary>
    public static async Task<IKeyStore> Open(EngineSettings settings, bool isNew, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Postgres ? await PostgresKeys.Open(settings.Journal, isNew, stop) : SqliteKeys.Open(File(settings.Data), isNew);
    }
}
