using System.Globalization;
using Emergency.Engine.Akka.Tests.Nodes;
using Emergency.Engine.Contract.Storm;

namespace Emergency.Engine.Akka.Tests;

/// <summary>The tests; or what a test starts and stops: "node DATA JOURNAL" is one node, "storm DATA JOURNAL SENDERS ENTITIES" writes.</summary>
internal static class Program
{
    /// <summary>This program, to be started by <c>dotnet</c> once more.</summary>
    public static string Built => typeof(Program).Assembly.Location;

    public static async Task<int> Main(string[] args) =>
        args switch
        {
            ["node", var data, var journal] => await NodeProcess.Run(data, journal),
            ["storm", var data, var journal, var senders, var entities] => await WriteStorm.Run(
                new AkkaEngineModule(),
                data,
                journal,
                int.Parse(senders, CultureInfo.InvariantCulture),
                int.Parse(entities, CultureInfo.InvariantCulture)
            ),
            _ => await global::Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
        };
}
