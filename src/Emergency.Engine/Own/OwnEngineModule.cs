using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Own;

/// <summary>Starts the engine of our own on SQLite or PostgreSQL, as the settings say.</summary>
public sealed class OwnEngineModule(ILoggerFactory? logs = null) : IEngineModule
{
    public OwnEngineModule() : this(null) { }

    public async Task<IEngine> Start(EngineSettings settings, IEnumerable<IDecider> deciders, IForms forms, TimeProvider clock, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var database = await Database.Open(settings, clock, stop);
        try
        {
            return await OwnEngine.Start(database, settings, deciders, forms, clock, logs?.CreateLogger("Emergency.Engine") ?? NullLogger.Instance, stop);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }
}
