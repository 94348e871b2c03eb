using Emergency.Engine;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures the cost of an entity that is awake and idle: the live heap with many of them that took one command each, less the heap before,
/// both after a full collection.
/// </summary>
internal static class IdleEntities
{
    private const int AtOnce = 256;

    public static Task<Round> Measure(int entities) =>
        EngineSpeed.InFolder(async folder =>
        {
            await using var engine = await Counting.Start(new EngineSettings(folder) { Ballast = 0, Idle = TimeSpan.FromHours(1) });
            await Wake(engine, 0, AtOnce);
            var before = Heap();
            await Wake(engine, AtOnce, entities);
            Console.WriteLine(
                FormattableString.Invariant($"\n{entities:N0} idle entities: {(double)(Heap() - before) / entities:F0} bytes each")
            );
            return new Round(0, 0);
        });

    private static Task Wake(IEngine engine, int from, int count) =>
        Parallel.ForAsync(
            from,
            from + count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (n, stop) =>
                await engine.Entities.Send(
                    new EntityId("live", "count", $"{n}"),
                    new Counting.Add(1),
                    Counting.Meta(TimeProvider.System),
                    stop
                )
        );

    private static long Heap()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
