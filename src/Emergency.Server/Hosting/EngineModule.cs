using System.Reflection;
using Emergency.Engine;

namespace Emergency.Server.Hosting;

/// <summary>Finds the one engine that was built in: that of the assembly which the project file names, else our own.</summary>
internal static class EngineModule
{
    public static IEngineModule Find(ILoggerFactory logs)
    {
        var named = typeof(EngineModule)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .SingleOrDefault(entry => entry.Key == "Engine")
            ?.Value;
        var assembly = named is null ? typeof(IEngineModule).Assembly : Assembly.Load(named);
        var found = assembly.GetExportedTypes().Single(type => type.IsAssignableTo(typeof(IEngineModule)) && !type.IsAbstract);
        return (IEngineModule)Activator.CreateInstance(found, logs)!;
    }
}
