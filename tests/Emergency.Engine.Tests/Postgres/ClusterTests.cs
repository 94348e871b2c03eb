using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class ClusterTests
{
    [Fact]
    public async Task A_cluster_starts_stops_as_in_a_power_cut_and_comes_back_with_its_data()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        var database = await cluster.FreshDatabase() + ";Pooling=false";
        (await Ask(database, "show fsync")).ShouldBe("on");
        await Ask(database, "create table kept as select 1 as one");
        await cluster.Stop(Stopping.Immediate);
        await Should.ThrowAsync<NpgsqlException>(() => Ask(database, "select 1"));
        await cluster.Start();
        (await Ask(database, "select one from kept")).ShouldBe(1);
    }

    [Fact]
    public async Task A_cluster_that_ends_leaves_no_process_and_no_folder_behind()
    {
        string folder,
            database;
        await using (var cluster = await PostgresOrSkip.OwnCluster())
        {
            folder = cluster.Folder;
            database = await cluster.FreshDatabase() + ";Pooling=false";
            Directory.Exists(folder).ShouldBeTrue();
        }
        Directory.Exists(folder).ShouldBeFalse();
        await Should.ThrowAsync<NpgsqlException>(() => Ask(database, "select 1"));
    }

    private static async Task<object?> Ask(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
