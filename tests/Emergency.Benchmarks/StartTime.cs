using System.Diagnostics;
using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Engine.Own;
using Emergency.Server;

namespace Emergency.Benchmarks;

/// <summary>How long the server's process takes until it serves, on a journal with many events of door checks.</summary>
internal static class StartTime
{
    private const int PerCheck = 100;

    public static async Task Measure(int events)
    {
        var folder = Directory.CreateTempSubdirectory("emergency-start-").FullName;
        try
        {
            Console.WriteLine(FormattableString.Invariant($"\nstart with {events:N0} events"));
            Console.WriteLine(FormattableString.Invariant($"  empty journal: ready after {(await Ready(folder)).TotalSeconds:F2} s (creates it)"));
            Console.WriteLine(FormattableString.Invariant($"  empty journal: ready after {(await Ready(folder)).TotalSeconds:F2} s"));
            var began = Stopwatch.GetTimestamp();
            await Fill(folder, events);
            Console.WriteLine(FormattableString.Invariant($"  filled in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s, journal of {new FileInfo(Path.Combine(folder, "journal.db")).Length / 1e6:F0} MB"));
            for (var round = 0; round < 3; round++)
                Console.WriteLine(FormattableString.Invariant($"  {events:N0} events: ready after {(await Ready(folder)).TotalSeconds:F2} s"));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task Fill(string folder, int events)
    {
        await using var engine = await new OwnEngineModule().Start(new EngineSettings(folder) { Ballast = 0 }, Deciders.All, new Forms(), TimeProvider.System);
        await Parallel.ForEachAsync(Enumerable.Range(0, events / PerCheck), new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (n, stop) =>
        {
            var (incident, community, at) = (new IncidentId(Guid.CreateVersion7()), "411502001001", TimeProvider.System.GetUtcNow());
            var persons = Enumerable.Range(0, PerCheck - 1).Select(_ => new PersonId(Guid.CreateVersion7())).ToList();
            var to = Entities.Doors(Entities.Live, incident, community);
            var by = new By(new AccountId(n.ToString(CultureInfo.InvariantCulture)), Role.GridChief);
            await Send(engine, to, new CountDoors(incident, community, 1, [.. persons.Select(person => new PersonCopy(person, null))], [], at), stop);
            foreach (var person in persons) await Send(engine, to, new CheckPerson(person, DoorState.Safe, new DoorNote(null, null, null), by, at), stop);
        });
    }

    private static async Task Send(IEngine engine, EntityId to, Command command, CancellationToken stop)
    {
        if (await engine.Entities.Send(to, command, Counting.Meta(TimeProvider.System), stop) is not Reply.Accepted) throw new InvalidOperationException("not accepted");
    }

    private static async Task<TimeSpan> Ready(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll"), "--urls", "http://127.0.0.1:0", "--data", folder, "--demo", "off", "--ballast", "0" }) start.ArgumentList.Add(argument);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("ready on ", StringComparison.Ordinal)) break;
        var took = Stopwatch.GetElapsedTime(began);
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return took;
    }
}
