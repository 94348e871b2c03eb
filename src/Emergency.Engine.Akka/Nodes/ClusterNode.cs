using System.Globalization;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Coordination;
using Akka.DistributedData;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Remote.Transport.DotNetty;
using Akka.Streams;

namespace Emergency.Engine.Akka.Nodes;

/// <summary>How a node of the cluster is set.</summary>
internal static class ClusterNode
{
    public const string System = "emergency";

    /// <summary>What the operator has set goes before ours.</summary>
    public static AkkaConfigurationBuilder WithNode(this AkkaConfigurationBuilder builder, NodeFiles files)
    {
        if (files.Cluster.Certificate is { } own)
            builder.AddSetup(Known(own));
        builder.AddHocon(Hocon(files.Cluster), HoconAddMode.Prepend);
        if (files.Operator is { } theirs)
            builder.AddHocon(theirs, HoconAddMode.Prepend);
        return Defaults.Aggregate(builder, static (all, part) => all.AddHocon(part, HoconAddMode.Append));
    }

    // Extensions add their defaults when they are first used, two at once lose those of one, and a cluster daemon that then
    // misses a setting ends its system: here all are there from the beginning.
    private static IEnumerable<Config> Defaults =>
        [
            LeaseProvider.DefaultConfig(),
            ActorMaterializer.DefaultConfig(),
            Persistence.DefaultConfig(),
            ClusterSingleton.DefaultConfig(),
            ClusterSingletonProxy.DefaultConfig(),
            ClusterSharding.DefaultConfig(),
            DistributedData.DefaultConfig(),
        ];

    // Both sides show their certificate. A name in it is not looked at: whoever is a peer, or signed by the authority, is one of us.
    private static DotNettySslSetup Known(NodeCertificate own) =>
        new(
            own.Mine,
            suppressValidation: false,
            requireMutualAuthentication: true,
            validateCertificateHostname: false,
            (shown, _, from, _, log) => own.LetsIn(shown, from, log)
        );

    // A dead node is noticed after 3 s and given up 2 s later: until then its entities are nowhere.
    // What is given up need not be waited for once more (down-removal-margin): the journal's key forbids two writers.
    // Records of shards stay in memory (ddata): in the journal they would lie among our events. Nothing is kept on disk
    // (durable.keys), which would want a native library.
    // Rebalancing would move one shard in 10 s by default; so it is settled in 3 s.
    // The name of an adapter's type must hold no space: Akka keeps its quotes where there is one, and looks for a type with them.
    // A desk of duties that is not found is told of by who asks it; the proxy says "after 30 seconds" at each start and stop, after none.
    private static string Hocon(ClusterFile file) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            akka {
              actor {
                provider = cluster
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
              remote.adapters.{{SignedTransport.Scheme}} = "Emergency.Engine.Akka.Nodes.SignedTransport,Emergency.Engine.Akka"
              remote.dot-netty.tcp {
                applied-adapters = [{{SignedTransport.Scheme}}]
                public-hostname = "{{file.Host}}"
                hostname = "{{file.Host}}"
                enable-ssl = {{(file.Tls is null ? "false" : "true")}}
                port = {{file.Port}}
                maximum-frame-size = 4 MiB
              }
              coordinated-shutdown {
                exit-clr = off
                run-by-clr-shutdown-hook = off
                phases.cluster-sharding-shutdown-region.timeout = 8 s
              }
              cluster {
                roles = [{{string.Join(", ", file.Roles.Select(role => $"\"{role}\""))}}]
                gossip-interval = 200 ms
                leader-actions-interval = 200 ms
                periodic-tasks-initial-delay = 100 ms
                unreachable-nodes-reaper-interval = 500 ms
                failure-detector { heartbeat-interval = 500 ms, acceptable-heartbeat-pause = 3 s }
                downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                down-removal-margin = 1 ms
                split-brain-resolver {
                  active-strategy = {{file.Downing.Split(':')[0]}}
                  stable-after = 2 s
                  lease-majority { lease-implementation = "emergency.lease", acquire-lease-delay-for-minority = 1 s, release-after = 10 s }
                  static-quorum.quorum-size = {{ClusterFile.Quorum(file.Downing) ?? 1}}
                }
                sharding {
                  state-store-mode = ddata
                  remember-entities = off
                  passivate-idle-entity-after = off
                  distributed-data.durable.keys = []
                  distributed-data { gossip-interval = 200 ms, notify-subscribers-interval = 50 ms }
                  retry-interval = 200 ms
                  coordinator-failure-backoff = 1 s
                  handoff-timeout = 15 s
                  rebalance-interval = 2 s
                  least-shard-allocation-strategy { rebalance-absolute-limit = 20, rebalance-relative-limit = 1.0 }
                }
                singleton { hand-over-retry-interval = 200 ms, min-number-of-hand-over-retries = 25 }
                singleton-proxy {
                  singleton-identification-interval = 200 ms
                  log-singleton-identification-failure = off
                  buffer-size = 100
                }
              }
            }
            emergency.lease {
              lease-class = "Emergency.Engine.Akka.Nodes.DatabaseLease, Emergency.Engine.Akka"
              lease-operation-timeout = 4 s
            }
            """
        );
}
