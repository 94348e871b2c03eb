using Emergency.Engine.Akka.Tests.Nodes;

namespace Emergency.Engine.Akka.Tests;

/// <summary>The tests; or, as "node DATA JOURNAL", one node that a test may stop and let go on.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) =>
        args is ["node", var data, var journal]
            ? await NodeProcess.Run(data, journal)
            : await global::Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
