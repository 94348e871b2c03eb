using System.Globalization;
using Emergency.Engine.Contract.Storm;
using Emergency.Engine.Hosting;
using Emergency.Engine.Tests.Cluster;
using Emergency.Engine.Tests.Reference.Nodes;

namespace Emergency.Engine.Tests;

/// <summary>The tests; or what a test starts and kills: "node DATA JOURNAL" is one node, "storm DATA JOURNAL SENDERS ENTITIES" writes, "duel DATA JOURNAL NAME" is one of two that share nothing out.</summary>
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
            ["duel", var data, var journal, var name] => await Duel.Run(data, journal, name),
            _ => await global::Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
        };
}
