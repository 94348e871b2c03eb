using Emergency.Engine.Databases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Reference;

/// <summary>Starts the reference engine on SQLite or PostgreSQL, as the settings say.</summary>
public sealed class ReferenceEngineModule(ILoggerFactory? logs = null) : IEngineModule
{
    public ReferenceEngineModule()
        : this(null) { }

    public async Task<IEngine> Start(
        EngineSettings settings,
        IEnumerable<IDecider> deciders,
        IForms forms,
        TimeProvider clock,
        CancellationToken stop = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        var database = await Database.Open(settings, clock, stop);
        try
        {
            return await ReferenceEngine.Start(
                database,
                settings,
                deciders,
                forms,
                clock,
                logs?.CreateLogger("Emergency.Engine") ?? NullLogger.Instance,
                stop
            );
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }
}
