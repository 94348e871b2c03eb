using Akka.Actor;
using Akka.Cluster.Sharding;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Actors;

/// <summary>The actors of a kind in a cluster are found under its name.</summary>
[Long("PostgreSQL")]
public sealed class RegionTests : IAsyncLifetime
{
    private static readonly string[] Kinds = ["plan", "team", "supplies", "residents"];
    private readonly TempFolder _folder = new();
    private AkkaEngine? _started;

    private AkkaEngine Engine => _started!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(
            Path.Combine(_folder["data"], "cluster.json"),
            """{ "kinds": { "team": { "idleSeconds": 1, "shards": 1 }, "plan": { "shards": 7 } } }"""
        );
        var started = await new AkkaEngineModule().Start(
            new(_folder["data"], await PostgresOrSkip.FreshDatabase()),
            Kinds.Select(kind => new Renamed(kind)),
            new LedgerForms(),
            TimeProvider.System
        );
        _started = (AkkaEngine)started;
    }

    [Fact]
    public void Each_kind_has_a_region_of_its_own()
    {
        var sharding = ClusterSharding.Get(Engine.System);
        sharding.ShardTypeNames.Order(StringComparer.Ordinal).ShouldBe(Kinds.Order(StringComparer.Ordinal));
        foreach (var kind in Kinds)
            sharding.ShardRegion(kind).Path.ToStringWithoutAddress().ShouldBe($"/system/sharding/{kind}");
    }

    [Fact]
    public async Task An_entity_wakes_in_the_region_of_its_kind_under_realm_and_key()
    {
        foreach (var kind in Kinds)
            await Accepted(new("live", kind, "411502001001"));
        foreach (var kind in Kinds)
        {
            (await Awake(kind)).ShouldBe(["live/411502001001"]);
            var path = $"/system/sharding/{kind}/*/live%2F411502001001";
            var found = await Engine.System.ActorSelection(path).ResolveOne(Until.AtMost);
            found.Path.ToStringWithoutAddress().ShouldStartWith($"/system/sharding/{kind}/");
        }
    }

    [Fact]
    public async Task A_key_with_slashes_stays_itself_and_streams_are_named_as_on_the_otherEngine()
    {
        await Accepted(new("live", "plan", "a/b"));
        (await Awake("plan")).ShouldBe(["live/a/b"]);
        var stored = new List<string>();
        await foreach (var happened in Engine.Feed.Stream(new("live", "plan", "a/b"), await Engine.Feed.Head()))
            stored.Add(happened.Entity.ToString());
        stored.ShouldBe(["live/plan/a/b"]);
    }

    [Fact]
    public async Task A_kind_is_cut_and_put_to_sleep_as_the_file_says()
    {
        for (var n = 0; n < 12; n++)
        {
            await Accepted(new("live", "team", $"{n}"));
            await Accepted(new("live", "plan", $"{n}"));
        }
        (await Shards("team")).Count.ShouldBe(1);
        (await Shards("plan")).Count.ShouldBeInRange(2, 7);
        await Until.TrueAsync(async () => (await Awake("team")).Count == 0, "the teams sleep");
        (await Awake("plan")).Count.ShouldBe(12, "the plans were used within two minutes");
    }

    private async Task Accepted(EntityId to)
    {
        var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, DateTimeOffset.UnixEpoch, null);
        (await Engine.Entities.Send(to, new Book(5), meta)).ShouldBeOfType<Reply.Accepted>();
    }

    private async Task<IReadOnlyList<string>> Awake(string kind) => [.. (await Shards(kind)).SelectMany(shard => shard.EntityIds)];

    private async Task<IReadOnlyCollection<ShardState>> Shards(string kind) =>
        (
            await ClusterSharding
                .Get(Engine.System)
                .ShardRegion(kind)
                .Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Until.AtMost)
        ).Shards;

    public async ValueTask DisposeAsync()
    {
        if (_started is not null)
            await _started.DisposeAsync();
        _folder.Dispose();
    }
}
