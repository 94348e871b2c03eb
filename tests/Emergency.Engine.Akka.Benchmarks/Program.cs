using System.Globalization;
using Emergency.Benchmarks;
using Emergency.Engine;
using Emergency.Engine.Akka;
using Emergency.Engine.Akka.Benchmarks;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

// dotnet run -c Release --project tests/Emergency.Engine.Akka.Benchmarks -p:Engine=Akka -- [rounds]
// The whole engine on PostgreSQL (decide, serialise, hash, store, fold, reply) beside bare sharded actors.
if (PostgresCluster.Missing is { } missing)
{
    Console.WriteLine($"not run: {missing}");
    return 2;
}
var rounds = args is [var said, ..] ? int.Parse(said, CultureInfo.InvariantCulture) : 5;
var time = TimeSpan.FromSeconds(3);
var cluster = await PostgresCluster.Shared;
foreach (var senders in (int[])[1, 16, 256])
    await Rounds.Run(
        $"PostgreSQL, {senders} senders",
        rounds,
        [("engine", () => Whole(senders)), ("bare sharded actor", () => Bare(senders))]
    );
NpgsqlConnection.ClearAllPools();
return 0;

async Task<Round> Whole(int senders)
{
    using var folder = new TempFolder();
    await using var engine = await Counting.In(new AkkaEngineModule(), new(folder.Path, await cluster.FreshDatabase()));
    var add = new Counting.Add(1);
    return await Rounds.Senders(
        senders,
        time,
        async (sender, _) =>
        {
            var reply = await engine.Entities.Send(new EntityId("live", "count", $"{sender}"), add, Counting.Meta(TimeProvider.System));
            if (reply is not Reply.Accepted)
                throw new InvalidOperationException($"not accepted: {reply}");
        }
    );
}

async Task<Round> Bare(int senders)
{
    await using var actors = await BareActors.Open(await cluster.FreshDatabase());
    return await Rounds.Senders(senders, time, (sender, _) => actors.Append($"live/count/{sender}"));
}
