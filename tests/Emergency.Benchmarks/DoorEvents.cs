using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Engine.Hosting;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Benchmarks;

/// <summary>A journal full of door checks: real commands of the domain, through the engine.</summary>
internal static class DoorEvents
{
    private const int PerCheck = 100;

    /// <summary>Fills a folder's journal with so many events, a hundred for each door check.</summary>
    public static async Task Fill(string folder, int events)
    {
        await using var engine = await new AkkaEngineModule().Start(
            new EngineSettings(folder) { Ballast = 0 },
            EntityKinds.All,
            new Forms(),
            TimeProvider.System
        );
        await Parallel.ForEachAsync(
            Enumerable.Range(0, events / PerCheck),
            new ParallelOptions { MaxDegreeOfParallelism = 256 },
            async (n, stop) =>
            {
                var (incident, community, at) = (new IncidentId(Guid.CreateVersion7()), "411502001001", TimeProvider.System.GetUtcNow());
                var persons = Enumerable.Range(0, PerCheck - 1).Select(_ => new PersonId(Guid.CreateVersion7())).ToList();
                var to = Entities.Doors(Entities.Live, incident, community);
                var by = new By(new AccountId(n.ToString(CultureInfo.InvariantCulture)), Role.GridChief);
                await Send(
                    engine,
                    to,
                    new CountDoors(incident, community, 1, [.. persons.Select(person => new PersonCopy(person, null))], [], at),
                    stop
                );
                foreach (var person in persons)
                    await Send(engine, to, new CheckPerson(person, DoorState.Safe, new DoorNote(null, null, null), by, at), stop);
            }
        );
    }

    private static async Task Send(IEngine engine, EntityId to, Command command, CancellationToken stop)
    {
        if (await engine.Entities.Send(to, command, Counting.Meta(TimeProvider.System), stop) is not Reply.Accepted)
            throw new InvalidOperationException("not accepted");
    }
}
