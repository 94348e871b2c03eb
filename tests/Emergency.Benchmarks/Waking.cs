using System.Diagnostics;
using Emergency.Engine;

namespace Emergency.Benchmarks;

/// <summary>Measures the first command of an entity that sleeps behind a long stream, on SQLite, beside one with an empty stream.</summary>
internal static class Waking
{
    private const int Rounds = 5;
    private static readonly EntityId Long = new("live", "count", "long");

    public static Task<Round> Measure(int events) =>
        EngineSpeed.InFolder(async folder =>
        {
            await using (var engine = await Open(folder))
                for (var n = 0; n < events; n++)
                    await Send(engine, Long);
            var (wakes, empties) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                await using var engine = await Open(folder);
                await Send(engine, new("live", "count", "warm"));
                empties.Add(await Send(engine, new("live", "count", $"empty {round}")));
                wakes.Add(await Send(engine, Long));
            }
            Console.WriteLine(
                FormattableString.Invariant(
                    $"\nfirst command of a sleeping entity with {events:N0} events: {Median(wakes):F1} ms; with none: {Median(empties):F1} ms (medians of {Rounds})"
                )
            );
            return new Round(0, 0);
        });

    private static Task<IEngine> Open(string folder) => Counting.Start(new EngineSettings(folder) { Ballast = 0 });

    private static async Task<double> Send(IEngine engine, EntityId to)
    {
        var began = Stopwatch.GetTimestamp();
        if (await engine.Entities.Send(to, new Counting.Add(1), Counting.Meta(TimeProvider.System)) is not Reply.Accepted)
            throw new NotShown("not accepted");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
