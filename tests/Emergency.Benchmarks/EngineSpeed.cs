using System.Reflection;
using Emergency.Benchmarks.Peers;
using Emergency.Engine;
using Emergency.Engine.Hosting;
using Emergency.Engine.Reference;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Benchmarks;

/// <summary>
/// The whole engine (decide, serialise, hash, store, fold, reply) beside the reference engine, the bare loop on the same table and bare
/// sharded actors, and the file as the limit.
/// </summary>
internal static class EngineSpeed
{
    private static readonly int[] Senders = [1, 16, 256];
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(3);

    public static async Task Sqlite(int rounds)
    {
        foreach (var senders in Senders)
            await Rounds.Run(
                $"SQLite, {senders} senders",
                rounds,
                [
                    ("engine", () => InFolder(folder => Engine(new AkkaEngineModule(), new(folder) { Ballast = 0 }, senders))),
                    (
                        "reference engine",
                        () => InFolder(folder => Engine(new ReferenceEngineModule(), new(folder) { Ballast = 0 }, senders))
                    ),
                    (
                        "bare loop, same table",
                        () => InFolder(folder => Bare(senders, new BareSqlite(Path.Combine(folder, "bare.db"), Table())))
                    ),
                    (
                        "one transaction per event",
                        () => InFolder(folder => Bare(senders, new BareSqlite(Path.Combine(folder, "bare.db"), Table(), most: 1)))
                    ),
                    ("bare file, fsync", () => InFolder(folder => Bare(senders, new BareFile(Path.Combine(folder, "bare.log"))))),
                ]
            );
    }

    public static async Task Postgres(int rounds)
    {
        var cluster = await PostgresCluster.Shared;
        foreach (var senders in Senders)
            await Rounds.Run(
                $"PostgreSQL, {senders} senders",
                rounds,
                [
                    (
                        "engine",
                        async () =>
                        {
                            var database = await cluster.FreshDatabase();
                            return await InFolder(folder => Engine(new AkkaEngineModule(), new(folder, database), senders));
                        }
                    ),
                    ("bare sharded actors", async () => await Actors(await cluster.FreshDatabase(), senders)),
                    (
                        "bare loop, same table",
                        async () => await Bare(senders, await BarePostgres.Open(await cluster.FreshDatabase(), GroupCommit.Most))
                    ),
                    (
                        "one transaction per event",
                        async () => await Bare(senders, await BarePostgres.Open(await cluster.FreshDatabase(), most: 1))
                    ),
                ]
            );
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task<Round> Engine(IEngineModule module, EngineSettings settings, int senders)
    {
        await using var engine = await Counting.In(module, settings);
        var add = new Counting.Add(1);
        return await Rounds.Senders(
            senders,
            RoundTime,
            async (sender, _) =>
            {
                var reply = await engine.Entities.Send(new EntityId("live", "count", $"{sender}"), add, Counting.Meta(TimeProvider.System));
                if (reply is not Reply.Accepted)
                    throw new InvalidOperationException($"not accepted: {reply}");
            }
        );
    }

    private static async Task<Round> Actors(string database, int senders)
    {
        await using var actors = await BareActors.Open(database);
        return await Rounds.Senders(senders, RoundTime, (sender, _) => actors.Append($"live/count/{sender}"));
    }

    private static async Task<Round> Bare(int senders, GroupCommit loop)
    {
        await using (loop)
            return await Rounds.Senders(senders, RoundTime, (sender, n) => loop.Append($"live/count/{sender}", n));
    }

    public static async Task<Round> InFolder(Func<string, Task<Round>> play)
    {
        var folder = Directory.CreateTempSubdirectory("emergency-bench-").FullName;
        try
        {
            return await play(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The journal's table alone, from the engine's own SQL.</summary>
    private static string Table()
    {
        var all = (string)
            typeof(IEngine)
                .Assembly.GetType("Emergency.Engine.Schema.SqliteTables", throwOnError: true)!
                .GetField("Create", BindingFlags.Public | BindingFlags.Static)!
                .GetRawConstantValue()!;
        return all[..all.IndexOf(';', StringComparison.Ordinal)];
    }
}
