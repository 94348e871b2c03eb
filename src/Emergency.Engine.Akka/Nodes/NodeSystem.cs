using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Coordination;
using Akka.DistributedData;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Streams;

namespace Emergency.Engine.Akka.Nodes;

/// <summary>Settings of a node's actor system: alone on SQLite, where it listens nowhere; in a cluster on PostgreSQL.</summary>
internal static class NodeSystem
{
    public const string Name = "emergency";

    /// <summary>Puts the operator's settings before ours.</summary>
    public static AkkaConfigurationBuilder WithNode(this AkkaConfigurationBuilder builder, NodeFiles files, bool alone)
    {
        builder.AddHocon(Hocon, HoconAddMode.Prepend);
        if (alone)
            builder.AddHocon("akka.actor.provider = local", HoconAddMode.Prepend);
        else
            builder.WithCluster(files.Cluster);
        if (files.Operator is { } theirs)
            builder.AddHocon(theirs, HoconAddMode.Prepend);
        return (alone ? Always : Always.Concat(InCluster)).Aggregate(
            builder,
            static (all, part) => all.AddHocon(part, HoconAddMode.Append)
        );
    }

    // Extensions add their defaults when they are first used, two at once lose those of one, and a cluster daemon that then
    // misses a setting ends its system: here all are there from the beginning.
    private static IEnumerable<Config> Always => [ActorMaterializer.DefaultConfig(), Persistence.DefaultConfig()];
    private static IEnumerable<Config> InCluster =>
        [
            LeaseProvider.DefaultConfig(),
            ClusterSingleton.DefaultConfig(),
            ClusterSingletonProxy.DefaultConfig(),
            ClusterSharding.DefaultConfig(),
            DistributedData.DefaultConfig(),
        ];

    private const string Hocon = """
        akka {
          actor {
            serialization-settings.allow-unregistered-types = false
            serializers {
              json = "Emergency.Engine.Akka.Nodes.NeverBytes, Emergency.Engine.Akka"
              daemon-create = "Emergency.Engine.Akka.Nodes.NeverBytes, Emergency.Engine.Akka"
              emergency-events = "Emergency.Engine.Akka.Journal.EventBytes, Emergency.Engine.Akka"
              emergency-snapshots = "Emergency.Engine.Akka.Journal.SnapshotBytes, Emergency.Engine.Akka"
              emergency-travels = "Emergency.Engine.Akka.Nodes.TravelBytes, Emergency.Engine.Akka"
            }
            serialization-bindings {
              "Emergency.Engine.Entities.NewRow, Emergency.Engine" = emergency-events
              "Emergency.Engine.Akka.Awake.Snapshot, Emergency.Engine.Akka" = emergency-snapshots
              "Emergency.Engine.Akka.Awake.ITravels, Emergency.Engine.Akka" = emergency-travels
            }
            serialization-identifiers {
              "Emergency.Engine.Akka.Journal.EventBytes, Emergency.Engine.Akka" = 119
              "Emergency.Engine.Akka.Nodes.TravelBytes, Emergency.Engine.Akka" = 120
              "Emergency.Engine.Akka.Journal.SnapshotBytes, Emergency.Engine.Akka" = 121
              "Emergency.Engine.Akka.Nodes.NeverBytes, Emergency.Engine.Akka" = 122
            }
          }
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown {
            exit-clr = off
            run-by-clr-shutdown-hook = off
            phases.cluster-sharding-shutdown-region.timeout = 8 s
            phases.before-actor-system-terminate.timeout = 8 s
          }
        }
        """;
}
