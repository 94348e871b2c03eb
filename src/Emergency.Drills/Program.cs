using System.CommandLine;
using System.Security.Cryptography;
using Emergency.Drills;
using Emergency.Drills.Playing;
using Emergency.Drills.Scenarios;
using Spectre.Console;

var file = new Argument<string>("file") { Description = "Scenario file (YAML) or, for calls, a CSV of call records." };
var journal = new Option<string>("--journal") { Description = "sqlite, or a PostgreSQL connection string.", DefaultValueFactory = _ => "sqlite" };
var program = new Option<string>("--server") { Description = "Emergency.Server.dll to start.", DefaultValueFactory = _ => Nearby("Emergency.Server") };

var run = new Command("run", "Plays a scenario against a server of its own and prints the score; 0 only when every expectation held.") { file, journal, program };
run.SetAction((parsed, stop) => WithServer(parsed, async (server, simulator, password) =>
{
    var path = parsed.GetValue(file)!;
    await using var stage = new Stage(ScenarioFile.Read(path), path, server, simulator, password, TimeProvider.System);
    return (await stage.Play(stop)).Failed == 0 ? 0 : 1;
}, stop));
var calls = new Command("calls", "Sends call records through the signed intake and compares case numbers with the export.") { file, journal, program };
calls.SetAction((parsed, stop) => WithServer(parsed, (server, _, password) => Calls.Replay(parsed.GetValue(file)!, server, password, TimeProvider.System, stop), stop));
return await new RootCommand("Drill runner: plays scenario files over the public interfaces.") { run, calls }.Parse(args).InvokeAsync();

async Task<int> WithServer(ParseResult parsed, Func<ServerProcess, SimulatorProcess?, string, Task<int>> play, CancellationToken stop)
{
    var folder = Directory.CreateTempSubdirectory("emergency-drill-").FullName;
    var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    try
    {
        var ambulance = Ambulance.Of(parsed.GetValue(file)!);
        await using var server = await ServerProcess.Start(parsed.GetValue(program)!, folder, parsed.GetValue(journal)!, password, ambulance?.Options ?? [], TimeSpan.FromMinutes(3), stop);
        AnsiConsole.WriteLine($"server {server.Pid} on {server.Address}");
        await using var simulator = ambulance is null ? null : await SimulatorProcess.Start(Nearby("Emergency.Hotlines.Simulator"), folder, ambulance, [server.Address], stop);
        if (simulator is not null) AnsiConsole.WriteLine($"120 {simulator.Pid} on {simulator.Address}");
        var code = await play(server, simulator, password);
        if (code != 0) AnsiConsole.WriteLine($"last lines of the server:\n{string.Join('\n', server.Output.Split('\n').TakeLast(20))}");
        return code;
    }
    catch (Exception wrong) when (wrong is BadScenario or InvalidOperationException or TimeoutException or FileNotFoundException)
    {
        AnsiConsole.WriteLine(wrong.Message);
        return 2;
    }
    finally { Directory.Delete(folder, recursive: true); }
}

// The runner and what it starts are built side by side; the same configuration, the sibling folder.
static string Nearby(string name)
{
    var mine = new DirectoryInfo(AppContext.BaseDirectory);
    var (framework, configuration) = (mine.Name, mine.Parent!.Name);
    for (var at = mine.Parent; at is not null; at = at.Parent)
    {
        var candidate = Path.Combine(at.FullName, name, "bin", configuration, framework, $"{name}.dll");
        if (File.Exists(candidate)) return candidate;
    }
    return $"{name}.dll";
}
