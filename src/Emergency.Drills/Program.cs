using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Emergency.Drills;
using Emergency.Drills.Crews;
using Emergency.Drills.Playing;
using Emergency.Drills.Plays;
using Emergency.Drills.Rehearsals;
using Microsoft.AspNetCore.SignalR;
using Spectre.Console;

var file = new Argument<string>("file") { Description = "Play (YAML) or, for calls, a CSV of call records." };
var journal = new Option<string>("--journal")
{
    Description = "sqlite, or a PostgreSQL connection string.",
    DefaultValueFactory = _ => "sqlite",
};
var program = new Option<string>("--server")
{
    Description = "Emergency.Server.dll to start.",
    DefaultValueFactory = _ => Nearby("Emergency.Server"),
};

var kill = new Option<bool>("--kill")
{
    Description =
        "kill -9 the server where the play says so (calls: after some of the answers) and start it again; exit code 2 where no kill fell where it should.",
};
var count = new Option<int>("--nodes")
{
    Description = "How many servers behind one PostgreSQL; each step goes to another than the last.",
    DefaultValueFactory = _ => 1,
};

var run = new Command(
    "run",
    "Plays a play (a file of HTTP calls and what must follow) against servers of its own and prints the score; 0 only when every expectation held."
)
{
    file,
    journal,
    program,
    kill,
    count,
};
run.SetAction(
    (parsed, stop) =>
        WithNodes(
            parsed,
            async (nodes, simulator, password) =>
            {
                var path = parsed.GetValue(file)!;
                await using var stage = new Stage(
                    PlayFile.Read(path),
                    path,
                    nodes,
                    simulator,
                    password,
                    parsed.GetValue(kill),
                    TimeProvider.System
                );
                return await stage.Play(stop);
            },
            stop
        )
);
var calls = new Command("calls", "Sends call records through the signed intake and compares case numbers with the export.")
{
    file,
    journal,
    program,
    kill,
    count,
};
calls.SetAction(
    (parsed, stop) =>
        WithNodes(
            parsed,
            (nodes, _, password) => Calls.Replay(parsed.GetValue(file)!, nodes, password, parsed.GetValue(kill), TimeProvider.System, stop),
            stop
        )
);
var how = new Option<string>("--crew") { Description = "good, slow or absent.", DefaultValueFactory = _ => "good" };
var places = new Option<string[]>("--communities")
{
    Description = "12 digits each; a scenario with one secretary is played in the first.",
    DefaultValueFactory = _ => ["411502001001", "411502001003"],
    AllowMultipleArgumentsPerToken = true,
};
var scenario = new Command(
    "scenario",
    "Prepares a drill of a scenario file on servers of its own, lets a crew play it, and prints how it was judged; 0 only when the crew was found to be what it is."
)
{
    file,
    journal,
    program,
    kill,
    count,
    how,
    places,
};
scenario.SetAction(
    (parsed, stop) =>
        WithNodes(
            parsed,
            async (nodes, _, password) =>
            {
                var folder = Directory.CreateTempSubdirectory("emergency-crew-");
                try
                {
                    await using var rehearsal = new Rehearsal(nodes, password, folder.FullName, TimeProvider.System);
                    return await rehearsal.Play(
                        parsed.GetValue(file)!,
                        parsed.GetValue(places)!,
                        Manner.Of(parsed.GetValue(how)!),
                        parsed.GetValue(kill),
                        stop
                    );
                }
                finally
                {
                    folder.Delete(recursive: true);
                }
            },
            stop
        )
);

var served = new Option<string>("--at") { Description = "Where the server is, http://…; several with ; between.", Required = true };
var realm = new Option<string>("--realm") { Description = "The drill's realm, as the address of its pages names it.", Required = true };
var manner = new Option<string>("--manner") { Description = "good, slow or absent.", DefaultValueFactory = _ => "good" };
var crew = new Command("crew", "Plays participants of a drill that runs: {account, password} a line on standard input.")
{
    served,
    realm,
    manner,
};
crew.SetAction(
    async (parsed, stop) =>
    {
        try
        {
            return await Crew.Play(
                [.. parsed.GetValue(served)!.Split(';').Select(url => new Uri(url))],
                parsed.GetValue(realm)!,
                Manner.Of(parsed.GetValue(manner)!),
                Console.In,
                Console.Out,
                TimeProvider.System,
                stop
            );
        }
        // A realm that does not exist, an account that is not taken, a line that is none.
        catch (Exception wrong) when (wrong is InvalidOperationException or HubException or JsonException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 3;
        }
    }
);
how.AcceptOnlyFromAmong("good", "slow", "absent");
manner.AcceptOnlyFromAmong("good", "slow", "absent");
return await new RootCommand("Drill runner: plays files of calls over the public interfaces, and scenarios with crews.")
{
    run,
    calls,
    scenario,
    crew,
}
    .Parse(args)
    .InvokeAsync();

async Task<int> WithNodes(ParseResult parsed, Func<Nodes, SimulatorProcess?, string, Task<int>> play, CancellationToken stop)
{
    var folder = Directory.CreateTempSubdirectory("emergency-drill-").FullName;
    var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    try
    {
        if (parsed.GetValue(count) > 1 && parsed.GetValue(journal) == "sqlite")
            throw new InvalidOperationException("several nodes need a journal on PostgreSQL: --journal \"Host=…\"");
        var ambulance = parsed.CommandResult.Command.Name == "run" ? Ambulance.Of(parsed.GetValue(file)!) : null;
        // Each node has a folder of its own; the master key lies in the first.
        Launch Of(int node) =>
            new(
                parsed.GetValue(program)!,
                Directory.CreateDirectory(Path.Combine(folder, node.ToString(CultureInfo.InvariantCulture))).FullName,
                parsed.GetValue(journal)!,
                password,
                [.. ambulance?.Options ?? [], .. node == 0 ? (string[])[] : ["--master-key", Path.Combine(folder, "0", "master.key")]]
            );
        await using var nodes = await Nodes.Start(parsed.GetValue(count), Of, TimeProvider.System, stop);
        foreach (var node in nodes.All)
            AnsiConsole.WriteLine($"server {node.Pid} on {node.Address}");
        await using var simulator = ambulance is null
            ? null
            : await SimulatorProcess.Start(
                Nearby("Emergency.Hotlines.Simulator"),
                folder,
                ambulance,
                [.. nodes.All.Select(node => node.Address)],
                stop
            );
        if (simulator is not null)
            AnsiConsole.WriteLine($"120 {simulator.Pid} on {simulator.Address}");
        var code = await play(nodes, simulator, password);
        if (code != 0)
            AnsiConsole.WriteLine($"last lines of the server:\n{string.Join('\n', nodes.Output.Split('\n').TakeLast(20))}");
        return code;
    }
    catch (Exception wrong) when (wrong is BadPlay or InvalidOperationException or TimeoutException or FileNotFoundException)
    {
        AnsiConsole.WriteLine(wrong.Message);
        return 3;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

// The runner and the programs it starts are built side by side; the same configuration, the sibling folder.
static string Nearby(string name)
{
    var mine = new DirectoryInfo(AppContext.BaseDirectory);
    var (framework, configuration) = (mine.Name, mine.Parent!.Name);
    for (var at = mine.Parent; at is not null; at = at.Parent)
    {
        var candidate = Path.Combine(at.FullName, name, "bin", configuration, framework, $"{name}.dll");
        if (File.Exists(candidate))
            return candidate;
    }
    return $"{name}.dll";
}
