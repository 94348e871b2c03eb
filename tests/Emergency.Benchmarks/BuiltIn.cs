using Emergency.Engine;
using Emergency.Server.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Benchmarks;

/// <summary>The engine that was built in, with counting entities alone.</summary>
internal static class BuiltIn
{
    public static Task<IEngine> Start(EngineSettings settings) => Counting.In(EngineModule.Find(NullLoggerFactory.Instance), settings);
}
