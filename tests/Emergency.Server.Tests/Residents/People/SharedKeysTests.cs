using Emergency.Engine;
using Emergency.Engine.Storage.Postgres;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Server.Tests.People;

/// <summary>Keys in a PostgreSQL database that several nodes share.</summary>
[Long("PostgreSQL")]
public class SharedKeysTests
{
    private static readonly Guid Someone = Guid.Parse("0199a0a0-0000-7000-8000-000000000001");
    private static readonly FreeText Plain = new("安拟菊 在3号楼");

    [Fact]
    public async Task Of_two_servers_of_PostgreSQL_only_the_one_that_may_be_written_is_asked_for_keys()
    {
        await using var primary = await PostgresOrSkip.OwnCluster();
        var database = await primary.FreshDatabase();
        await using var standby = await primary.SynchronousStandby();
        var both = database.Replace(
            $"Host=127.0.0.1;Port={primary.Port}",
            $"Host=127.0.0.1:{standby.Port},127.0.0.1:{primary.Port}",
            StringComparison.Ordinal
        );
        (await PostgresKeys.Exists(both)).ShouldBeFalse();
        await using var keys = await PostgresKeys.Open(both, isNew: true);
        await keys.Begin("master");
        (await keys.Add([new(Someone, [1], "master", 1)])).ShouldHaveSingleItem();
        (await PostgresKeys.Exists(both)).ShouldBeTrue();
        await primary.Stop(Stopping.Immediate);
        await standby.Promote();
        await Until.True(() => Found(keys), "the keys are found on the server that took over");
    }

    private static bool Found(PostgresKeys keys)
    {
        try
        {
            return keys.Find(Someone) is not null;
        }
        catch (NotKept)
        {
            return false;
        }
    }

    [Fact]
    public async Task Nodes_that_start_together_agree_on_the_index_key_and_on_everybody_s()
    {
        using var folder = new TempFolder();
        var settings = new EngineSettings(folder.Path, await PostgresOrSkip.FreshDatabase());
        var master = MasterKey.Create(folder["master.key"]);
        var nodes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Keyring.Open(settings, master, TimeProvider.System, isNew: true))
        );
        await Task.WhenAll(nodes.Select(node => node.Ensure([Someone]).AsTask()));
        var value = new Sealing(nodes[0]).Seal(Someone, Plain);
        foreach (var node in nodes)
        {
            new Sealing(node).Open<FreeText>(value).ShouldBe(Plain);
            new Sealing(node).Index("a name").ShouldBe(new Sealing(nodes[0]).Index("a name"));
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_key_another_node_made_is_met_later_and_a_deleted_one_never()
    {
        using var folder = new TempFolder();
        var settings = new EngineSettings(folder.Path, await PostgresOrSkip.FreshDatabase());
        var master = MasterKey.Create(folder["master.key"]);
        await using var first = await Keyring.Open(settings, master, TimeProvider.System, isNew: true);
        await using (var second = await Keyring.Open(settings, master, TimeProvider.System, isNew: false))
        {
            await second.Ensure([Someone]);
            new Sealing(first).Open<FreeText>(new Sealing(second).Seal(Someone, Plain)).ShouldBe(Plain);
        }
        var value = new Sealing(first).Seal(Someone, Plain);
        await using (var source = NpgsqlDataSource.Create(settings.Journal))
        await using (var delete = source.CreateCommand($"delete from person_key where id = '{Someone}'"))
            (await delete.ExecuteNonQueryAsync()).ShouldBe(1);
        await using var third = await Keyring.Open(settings, master, TimeProvider.System, isNew: false);
        new Sealing(third).Open<FreeText>(value).ShouldBeNull();
    }

    [Fact]
    public async Task An_old_database_without_keys_does_not_get_new_ones()
    {
        using var folder = new TempFolder();
        var settings = new EngineSettings(folder.Path, await PostgresOrSkip.FreshDatabase());
        (
            await Should.ThrowAsync<CannotStart>(async () =>
                await Keyring.Open(settings, MasterKey.Create(folder["master.key"]), TimeProvider.System, isNew: false)
            )
        ).Message.ShouldContain("person_key");
    }
}
