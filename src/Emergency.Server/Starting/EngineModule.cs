using Emergency.Engine;

namespace Emergency.Server.Starting;

/// <summary>Finds the one engine that was built in.</summary>
public static class EngineModule
{
    public static IEngineModule Find(ILoggerFactory logs)
    {
        var found = typeof(IEngineModule).Assembly.GetExportedTypes().Single(type => type.IsAssignableTo(typeof(IEngineModule)) && !type.IsAbstract);
        return (IEngineModule)Activator.CreateInstance(found, logs)!;
    }
}
