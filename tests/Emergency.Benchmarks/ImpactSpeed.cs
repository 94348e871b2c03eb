using System.Diagnostics;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Testing.Postgres;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using Npgsql;

namespace Emergency.Benchmarks;

/// <summary>
/// Counts the points inside a polygon of fifty corners among a million: our grid, NTS STRtree with a prepared polygon, PostGIS with GiST.
/// All three must find the same number.
/// </summary>
internal static class ImpactSpeed
{
    private const double West = 113.9,
        South = 32.0,
        Width = 0.4,
        Height = 0.4;

    public static async Task Measure(int points)
    {
        Console.WriteLine(FormattableString.Invariant($"\nimpact over {points:N0} points, polygon of 50 corners, median of 15"));
        var random = new Random(7);
        var all = Enumerable
            .Range(0, points)
            .Select(n => (Id: n, At: new LonLat(West + (random.NextDouble() * Width), South + (random.NextDouble() * Height))))
            .ToList();
        var grid = PointGrid<int>.Empty.AddRange(all.Select(point => KeyValuePair.Create(point.Id, point.At)));
        var tree = new STRtree<(int Id, Coordinate At)>();
        foreach (var (id, at) in all)
            tree.Insert(new Envelope(at.Lon, at.Lon, at.Lat, at.Lat), (id, new Coordinate(at.Lon, at.Lat)));
        tree.Build();
        await using var postgis = await PostGis(all.Select(point => point.At));
        foreach (var share in (double[])[0.001, 0.01, 0.1])
        {
            var polygon = Round(share);
            var (mine, mineCount) = Median(() => grid.Inside(polygon).Count);
            var (trees, treeCount) = Median(() => InTree(tree, polygon));
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  {share:P1} of the box: grid {mine, 7:F2} ms ({mineCount:N0} inside) · STRtree + prepared {trees, 7:F2} ms = {trees / mine:F0} ×"
                )
            );
            if (mineCount != treeCount)
                throw new InvalidOperationException($"the grid finds {mineCount}, the tree {treeCount}");
            if (postgis is null)
                continue;
            var (theirs, theirCount) = Median(() => InPostGis(postgis, polygon));
            Console.WriteLine(FormattableString.Invariant($"           PostGIS, GiST {theirs, 7:F2} ms = {theirs / mine:F0} ×"));
            if (mineCount != theirCount)
                throw new InvalidOperationException($"the grid finds {mineCount}, PostGIS {theirCount}");
        }
    }

    /// <summary>A star of fifty corners in the middle of the box that covers about that share of it.</summary>
    private static Polygon Round(double share)
    {
        const int corners = 50;
        var radius = Math.Sqrt(share * Width * Height / Math.PI / 0.81);
        var ring = Enumerable
            .Range(0, corners)
            .Select(n => (Angle: 2 * Math.PI * n / corners, Far: radius * (n % 2 == 0 ? 1 : 0.8)))
            .Select(corner => new Coordinate(
                West + (Width / 2) + (corner.Far * Math.Cos(corner.Angle)),
                South + (Height / 2) + (corner.Far * Math.Sin(corner.Angle))
            ))
            .ToList();
        return new Polygon(new LinearRing([.. ring, ring[0]]));
    }

    private static int InTree(STRtree<(int Id, Coordinate At)> tree, Polygon polygon)
    {
        var prepared = PreparedGeometryFactory.Prepare(polygon);
        return tree.Query(polygon.EnvelopeInternal)
            .Where(point => prepared.Covers(new Point(point.At)))
            .Select(point => point.Id)
            .ToList()
            .Count;
    }

    private static int InPostGis(NpgsqlConnection connection, Polygon polygon)
    {
        using var ask = new NpgsqlCommand("select id from point where st_covers(st_geomfromtext($1), at)", connection)
        {
            Parameters = { new() { Value = polygon.AsText() } },
        };
        using var reader = ask.ExecuteReader();
        var found = 0;
        while (reader.Read())
            found += reader.GetInt32(0) >= 0 ? 1 : 0;
        return found;
    }

    private static async Task<NpgsqlConnection?> PostGis(IEnumerable<LonLat> points)
    {
        if (PostgresCluster.Missing is not null)
            return null;
        var connection = new NpgsqlConnection(await (await PostgresCluster.Shared).FreshDatabase());
        await connection.OpenAsync();
        try
        {
            await Tell(connection, "create extension postgis");
        }
        catch (PostgresException)
        {
            Console.WriteLine("  not run: PostGIS is not installed");
            await connection.DisposeAsync();
            return null;
        }
        await Tell(connection, "create table point (id serial, at geometry(point))");
        await using (var copy = await connection.BeginBinaryImportAsync("copy point (id, at) from stdin (format binary)"))
        {
            foreach (var (at, n) in points.Select((at, n) => (at, n)))
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(n);
                await copy.WriteAsync(new Point(at.Lon, at.Lat).AsBinary(), NpgsqlTypes.NpgsqlDbType.Bytea);
            }
            await copy.CompleteAsync();
        }
        await Tell(connection, "create index on point using gist (at)");
        await Tell(connection, "vacuum analyze point");
        return connection;
    }

    private static async Task Tell(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Our own SQL, no input.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static (double Milliseconds, int Found) Median(Func<int> ask)
    {
        var (times, found) = (new List<double>(), ask());
        for (var n = 0; n < 15; n++)
        {
            var began = Stopwatch.GetTimestamp();
            found = ask();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        return (times[times.Count / 2], found);
    }
}
