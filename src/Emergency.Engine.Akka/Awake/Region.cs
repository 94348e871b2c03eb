using Akka.Cluster.Sharding;

namespace Emergency.Engine.Akka.Awake;

/// <summary>Marks the shard region of all entities.</summary>
internal sealed class Region : HashCodeMessageExtractor
{
    public const string Name = "entities";

    /// <summary>How many parts are moved between nodes: more than any installation has nodes, and few enough to move in seconds.</summary>
    private const int Shards = 60;

    public Region()
        : base(Shards) { }

    public override string? EntityId(object message) => (message as Errand)?.Stream;
}
