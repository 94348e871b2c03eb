using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Emergency.Engine.Actors;

/// <summary>The shard region of one kind, named like it: its entities are named by realm and key, so that a path reads ".../plan/17/live%2F411502001001".</summary>
internal sealed class Region(string kind, int shards) : HashCodeMessageExtractor(shards)
{
    public override string? EntityId(object message) =>
        message is Errand errand
        && Emergency.Engine.EntityId.Parse(errand.Stream) is var to
        && string.Equals(to.Kind, kind, StringComparison.Ordinal)
            ? $"{to.Realm}/{to.Key}"
            : null;

    /// <summary>The stream of what is called <paramref name="name"/> in the region of <paramref name="kind"/>.</summary>
    public static string StreamOf(string kind, string name)
    {
        var realm = name.IndexOf('/', StringComparison.Ordinal);
        return new EntityId(name[..realm], kind, name[(realm + 1)..]).ToString();
    }

    /// <summary>Starts a region for each kind that the deciders name.</summary>
    public static async Task<IReadOnlyDictionary<string, IActorRef>> StartAll(ActorSystem system, Surroundings around)
    {
        var (sharding, settings) = (ClusterSharding.Get(system), ClusterShardingSettings.Create(system));
        var regions = new Dictionary<string, IActorRef>(StringComparer.Ordinal);
        foreach (var kind in around.Deciders.Keys)
            regions[kind] = await sharding.StartAsync(
                kind,
                name => around.ActorOf(kind, StreamOf(kind, name)),
                settings,
                new Region(kind, around.File.Of(kind).Shards),
                sharding.DefaultShardAllocationStrategy(settings),
                End.Now
            );
        return regions;
    }
}
