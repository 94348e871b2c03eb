using System.Diagnostics;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Engine.Hosting;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures how fast a journal is loaded: the feed with every hash computed again, streams with their chain followed, and all of it by
/// verify.
/// </summary>
internal static class ReplaySpeed
{
    public static async Task Measure(int events)
    {
        await EngineSpeed.InFolder(async folder =>
        {
            Console.WriteLine(FormattableString.Invariant($"\nreplay of {events:N0} events"));
            await DoorEvents.Fill(folder, events);
            for (var round = 0; round < 3; round++)
            {
                await using var engine = await new AkkaEngineModule().Start(
                    new EngineSettings(folder) { Ballast = 0 },
                    EntityKinds.All,
                    new Forms(),
                    TimeProvider.System
                );
                var head = await engine.Feed.Head();
                var (began, read, streams) = (Stopwatch.GetTimestamp(), 0L, new HashSet<EntityId>());
                await foreach (var batch in engine.Feed.Read(Position.Start))
                {
                    read += batch.Count;
                    foreach (var happened in batch)
                        streams.Add(happened.Entity);
                    if (batch[^1].Position >= head)
                        break;
                }
                Tell("feed, hashes checked", read, began);
                began = Stopwatch.GetTimestamp();
                read = 0;
                await Parallel.ForEachAsync(
                    streams,
                    async (stream, stop) =>
                    {
                        // Nobody of that name is at these doors, so the entity is loaded, its chain followed, and the command refused.
                        var reply = await engine.Entities.Send(
                            stream,
                            new CheckPerson(
                                default,
                                DoorState.Safe,
                                new DoorNote(null, null, null),
                                new By(new AccountId("bench"), Role.GridChief),
                                TimeProvider.System.GetUtcNow()
                            ),
                            Counting.Meta(TimeProvider.System),
                            stop
                        );
                        if (reply is not Reply.Refused)
                            throw new InvalidOperationException($"not refused: {reply}");
                        Interlocked.Add(ref read, events / streams.Count);
                    }
                );
                Tell("entities loaded, chains followed", read, began);
            }
            return new Round(0, 0);
        });
    }

    private static void Tell(string what, long events, long began) =>
        Console.WriteLine(
            FormattableString.Invariant($"  {what, -34} {events / Stopwatch.GetElapsedTime(began).TotalSeconds, 10:N0} events/s")
        );
}
