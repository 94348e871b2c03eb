using Emergency.Engine.Akka.Nodes;
using Emergency.Engine.Databases;
using Emergency.Engine.Own;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Akka;

/// <summary>Starts the engine on Akka.NET, over the same tables as the engine of our own: one node on SQLite, one to many on PostgreSQL.</summary>
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
        OwnEngineModule.Check(settings);
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
