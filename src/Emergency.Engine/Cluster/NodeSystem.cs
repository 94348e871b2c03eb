using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Coordination;
using Akka.DistributedData;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Streams;
using Emergency.Engine.Settings;

namespace Emergency.Engine.Cluster;

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
              json = "Emergency.Engine.Cluster.NeverBytes, Emergency.Engine"
              daemon-create = "Emergency.Engine.Cluster.NeverBytes, Emergency.Engine"
              emergency-events = "Emergency.Engine.Journal.EventBytes, Emergency.Engine"
              emergency-snapshots = "Emergency.Engine.Journal.SnapshotBytes, Emergency.Engine"
              emergency-travels = "Emergency.Engine.Cluster.TravelBytes, Emergency.Engine"
            }
            serialization-bindings {
              "Emergency.Engine.Entities.NewRow, Emergency.Engine" = emergency-events
              "Emergency.Engine.Journal.Snapshot, Emergency.Engine" = emergency-snapshots
              "Emergency.Engine.Actors.ITravels, Emergency.Engine" = emergency-travels
            }
            serialization-identifiers {
              "Emergency.Engine.Journal.EventBytes, Emergency.Engine" = 119
              "Emergency.Engine.Cluster.TravelBytes, Emergency.Engine" = 120
              "Emergency.Engine.Journal.SnapshotBytes, Emergency.Engine" = 121
              "Emergency.Engine.Cluster.NeverBytes, Emergency.Engine" = 122
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
