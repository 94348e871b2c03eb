using Emergency.Engine.Databases;
using Emergency.Engine.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Hosting;

/// <summary>Starts the engine on Akka.NET: one node on SQLite, one to many on PostgreSQL.</summary>
public sealed class AkkaEngineModule(ILoggerFactory? logs = null) : IEngineModule
{
    public AkkaEngineModule()
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
        var files = NodeFiles.Read(settings.Data);
        var database = await Database.Open(settings, clock, stop);
        try
        {
            return await AkkaEngine.Start(database, settings, files, deciders, forms, clock, logs ?? NullLoggerFactory.Instance, stop);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }
}
