using System.Diagnostics;
using System.Globalization;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Benchmarks;

/// <summary>Two servers behind one PostgreSQL; the one that holds the clock is killed: how long until the other one holds it.</summary>
internal static class Failover
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    public static async Task Measure(int rounds)
    {
        Console.WriteLine(FormattableString.Invariant($"\nfailover with two nodes, {rounds} rounds"));
        var took = new List<double>();
        for (var round = 0; round < rounds; round++)
            await EngineSpeed.InFolder(one => EngineSpeed.InFolder(async other =>
            {
                took.Add((await Once(one, other)).TotalSeconds);
                return new Round(0, 0);
            }));
        took.Sort();
        Console.WriteLine(FormattableString.Invariant($"  the duty moved after {took[took.Count / 2]:F2} s (median; {took[0]:F2} … {took[^1]:F2})"));
    }

    private static async Task<TimeSpan> Once(string one, string other)
    {
        var database = await (await PostgresCluster.Shared).FreshDatabase();
        await using var first = await ServerRun.Start(one, "--journal", database, "--demo", "off");
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        string? before = null;
        while ((before = await Holder(connection)) is null) await Task.Delay(Look, TimeProvider.System);
        await using var second = await ServerRun.Start(other, "--journal", database, "--demo", "off", "--master-key", Path.Combine(one, "master.key"));
        first.Kill();
        var began = Stopwatch.GetTimestamp();
        while (await Holder(connection) is var holder && (holder is null || holder == before)) await Task.Delay(Look, TimeProvider.System);
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<string?> Holder(NpgsqlConnection connection)
    {
        await using var ask = new NpgsqlCommand("select node from duty where name = 'clock' and until > clock_timestamp()", connection);
        return Convert.ToString(await ask.ExecuteScalarAsync(), CultureInfo.InvariantCulture) is { Length: > 0 } node ? node : null;
    }
}
