using System.Diagnostics;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures the start of the server's process until it serves, on a journal with many events of door checks. The first starts also work
/// through events that the reactions have not seen. Measured from the first event and from a checkpoint in turn.
/// </summary>
internal static class StartTime
{
    public static Task<Round> Measure(int events) =>
        EngineSpeed.InFolder(async folder =>
        {
            Console.WriteLine(FormattableString.Invariant($"\nstart with {events:N0} events"));
            Console.WriteLine(FormattableString.Invariant($"  empty journal: ready after {await Ready(folder)} (creates it)"));
            Console.WriteLine(FormattableString.Invariant($"  empty journal: ready after {await Ready(folder)}"));
            var began = Stopwatch.GetTimestamp();
            await DoorEvents.Fill(folder, events);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  filled in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s, journal of {new FileInfo(Path.Combine(folder, "journal.db")).Length / 1e6:F0} MB"
                )
            );
            for (var round = 0; round < 4; round++)
            {
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"  {events:N0} events: ready after {await Ready(folder, "--checkpoint", "0")} without a checkpoint"
                    )
                );
                var views = new DirectoryInfo(Path.Combine(folder, "views"));
                var checkpoint = views.Exists
                    ? FormattableString.Invariant($"from a checkpoint of {views.GetFiles().Max(file => file.Length) / 1e6:F1} MB")
                    : "before there is a checkpoint";
                Console.WriteLine(FormattableString.Invariant($"  {events:N0} events: ready after {await Ready(folder)} {checkpoint}"));
            }
            return new Round(0, 0);
        });

    private static async Task<string> Ready(string folder, params string[] options)
    {
        await using var run = await ServerRun.Start(folder, ["--demo", "off", .. options]);
        return FormattableString.Invariant($"{run.Took.TotalSeconds:F2} s ({run.Worked.TotalSeconds:F1} s of processor)");
    }
}
