using System.Diagnostics;
using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// Measures the start of a county after five years of incidents and drills and its memory, beside the same county before them; and the time
/// of a command in it, beside an empty folder.
/// </summary>
internal static class OldCounty
{
    private const int Residents = 20_000,
        Rounds = 6,
        Doors = 500;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(5);

    /// <param name="kept">A folder that stays; if the county is in it already, it is measured again.</param>
    public static async Task Measure(int events, int drills, string? kept)
    {
        Console.WriteLine(FormattableString.Invariant($"\na county of {events:N0} events and {drills:N0} drills"));
        if (kept is null)
            await EngineSpeed.InFolder(async folder =>
            {
                await In(folder, events, drills);
                return new Round(0, 0);
            });
        else
            await In(Directory.CreateDirectory(kept).FullName, events, drills);
    }

    private static async Task In(string folder, int events, int drills)
    {
        var (young, old, made) = (Path.Combine(folder, "young"), Path.Combine(folder, "old"), Path.Combine(folder, "made"));
        if (!File.Exists(made))
        {
            await Make(young, old, events, drills);
            await File.WriteAllTextAsync(made, "");
        }
        await Starts("before its years", young);
        await Starts("after its years", old);
        await EngineSpeed.InFolder(async empty =>
        {
            await Append(old, Path.Combine(empty, "data"));
            return new Round(0, 0);
        });
    }

    private static async Task Make(string young, string old, int events, int drills)
    {
        var county = await Founding.Found(young, Residents);
        foreach (var ending in (string[])["", "-keys"])
            Copy(young + ending, old + ending);
        Console.WriteLine(FormattableString.Invariant($"  before its years: {Residents:N0} residents at risk, {Size(young)}"));
        var began = Stopwatch.GetTimestamp();
        var told = await Founding.Write(old, county, events, drills);
        Console.WriteLine(
            FormattableString.Invariant(
                $"  written in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s: {told.Incidents:N0} incidents ({told.Open} still open), "
            )
                + FormattableString.Invariant(
                    $"{told.Drills:N0} drills, {told.Lists:N0} opened lists, {told.Weeks:N0} quiet weeks; {Size(old)}"
                )
        );
    }

    private static async Task Starts(string name, string folder)
    {
        var views = new DirectoryInfo(Path.Combine(folder, "views"));
        // The first start also carries the demo's roster on to today.
        await using (var run = await Start(folder, "--checkpoint", "0"))
            Say($"{name}: {Ready(run)} without a checkpoint");
        if (views.Exists)
            views.Delete(recursive: true);
        await using (var run = await Start(folder, "--checkpoint", "1000"))
            Say($"{name}: {Ready(run)} and writes the first checkpoint");
        Say($"{name}: checkpoint of {views.GetFiles().Max(file => file.Length) / 1e6:F1} MB");
        for (var round = 0; round < 4; round++)
            await using (var run = await Start(folder))
                Say($"{name}: {Ready(run)} from the checkpoint");
        Say($"{name}: live heap {await Memory.Apart(folder) / 1e6:F1} MB after a start from the checkpoint");
        views.Delete(recursive: true);
        Say($"{name}: live heap {await Memory.Apart(folder) / 1e6:F1} MB after a start without one");
    }

    private static Task<ServerRun> Start(string folder, params string[] options) => ServerRun.Start(folder, ["--demo", "off", .. options]);

    /// <summary>Checks doors by one sender, on the old county and on an empty folder in turn.</summary>
    private static async Task Append(string old, string empty)
    {
        await using var there = await Opened.Open(Founding.Settings(old), TimeProvider.System, NullLoggerFactory.Instance);
        await using var here = await Opened.Open(Founding.Settings(empty), TimeProvider.System, NullLoggerFactory.Instance);
        var (oldWaits, emptyWaits) = (new List<double>(), new List<double>());
        await Check(there.Engine);
        await Check(here.Engine);
        for (var round = 0; round < Rounds; round++)
        {
            oldWaits.AddRange(await Check(there.Engine));
            emptyWaits.AddRange(await Check(here.Engine));
        }
        Say($"one sender, after its years: {Waited(oldWaits)}");
        Say($"one sender, an empty folder: {Waited(emptyWaits)}");
    }

    private static async Task<List<double>> Check(IEngine engine)
    {
        var (waits, began, by) = (new List<double>(), Stopwatch.GetTimestamp(), new By(new("bench"), Role.GridChief));
        while (Stopwatch.GetElapsedTime(began) < RoundTime)
        {
            var (incident, community, at) = (new IncidentId(Guid.CreateVersion7()), "411502001001", TimeProvider.System.GetUtcNow());
            var persons = Enumerable.Range(0, Doors).Select(_ => new PersonId(Guid.CreateVersion7())).ToList();
            var to = Entities.Doors(Entities.Live, incident, community);
            await Send(
                engine,
                to,
                new CountDoors(incident, community, 1, [.. persons.Select(person => new PersonCopy(person, null))], [], at)
            );
            foreach (var person in persons)
            {
                var sent = Stopwatch.GetTimestamp();
                await Send(engine, to, new CheckPerson(person, DoorState.Safe, new DoorNote(null, null, null), by, at));
                waits.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }
        return waits;
    }

    private static async Task Send(IEngine engine, EntityId to, Command command)
    {
        if (await engine.Entities.Send(to, command, Counting.Meta(TimeProvider.System)) is not Reply.Accepted)
            throw new NotShown("not accepted");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine("  " + FormattableString.Invariant(line));

    private static string Ready(ServerRun run) =>
        FormattableString.Invariant(
            $"ready after {run.Took.TotalSeconds:F2} s ({run.Worked.TotalSeconds:F1} s of processor, {Resident(run) / 1024} MB resident)"
        );

    private static string Size(string folder) =>
        FormattableString.Invariant($"journal of {new FileInfo(Path.Combine(folder, "journal.db")).Length / 1e6:F0} MB");

    private static string Waited(List<double> waits) =>
        FormattableString.Invariant($"p50 {Lags.Of(waits, 0.5):F3} ms, p99 {Lags.Of(waits, 0.99):F3} ms, {waits.Count:N0} commands");

    private static long Resident(ServerRun run) =>
        long.Parse(
            File.ReadLines(FormattableString.Invariant($"/proc/{run.Pid}/status"))
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}
