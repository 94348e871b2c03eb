using System.Globalization;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Akka.Remote.Transport.DotNetty;
using Emergency.Engine.Settings;

namespace Emergency.Engine.Cluster;

/// <summary>Adds to the settings of a node those of a cluster: how it meets the others, who goes on after a split, and how entities are shared out.</summary>
internal static class ClusterNode
{
    private const long MostBytes = 4 * 1024 * 1024;

    // A dead node is noticed after 1.2 s and given up 0.7 s later: until then its entities are nowhere. A node that stands still for longer
    // than that is given up too, and started again; what it had answered is stored, and the journal's key keeps it from writing on.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200),
        Missed = TimeSpan.FromSeconds(1);

    public static AkkaConfigurationBuilder WithCluster(this AkkaConfigurationBuilder builder, ClusterFile file)
    {
        if (file.Certificate is { } own)
            builder.AddSetup(Known(own));
        return builder
            .WithRemoting(
                new RemoteOptions
                {
                    HostName = file.Host,
                    PublicHostName = file.Host,
                    Port = file.Port,
                    MaxFrameSize = MostBytes,
                }
            )
            .WithClustering(
                new ClusterOptions
                {
                    Roles = [.. file.Roles],
                    FailureDetector = new() { HeartbeatInterval = Beat, AcceptableHeartbeatPause = Missed },
                    ClusterReadyCheck = true,
                }
            )
            .AddHocon(Hocon(file), HoconAddMode.Prepend);
    }

    // Both sides show their certificate. A name in it is not looked at: whoever is a peer, or signed by the authority, is one of us.
    private static DotNettySslSetup Known(NodeCertificate own) =>
        new(
            own.Mine,
            suppressValidation: false,
            requireMutualAuthentication: true,
            validateCertificateHostname: false,
            (shown, _, from, _, log) => own.LetsIn(shown, from, log)
        );

    // These have no option of Akka.Hosting.
    // A node that is still joining decides nothing about a dead one before it is "weakly up"; by default that comes after 7 s, when it has given
    // itself up for being undecided for so long.
    // The lease of a decision is given back after 4 s: the last node gives itself up while one that has died meanwhile still holds it.
    // A node that was given up need not be waited for once more (down-removal-margin): the journal's key forbids two writers.
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
              remote.adapters.{{SignedTransport.Scheme}} = "Emergency.Engine.Cluster.SignedTransport,Emergency.Engine"
              remote.dot-netty.tcp {
                applied-adapters = [{{SignedTransport.Scheme}}]
                enable-ssl = {{(file.Tls is null ? "false" : "true")}}
              }
              cluster {
                allow-weakly-up-members = 1 s
                gossip-interval = 200 ms
                leader-actions-interval = 200 ms
                periodic-tasks-initial-delay = 100 ms
                unreachable-nodes-reaper-interval = 100 ms
                downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                down-removal-margin = 1 ms
                split-brain-resolver {
                  active-strategy = {{file.Downing.Split(':')[0]}}
                  stable-after = 700 ms
                  lease-majority { lease-implementation = "emergency.lease", acquire-lease-delay-for-minority = 200 ms, release-after = 4 s }
                  static-quorum.quorum-size = {{ClusterFile.Quorum(file.Downing) ?? 1}}
                }
                sharding {
                  state-store-mode = ddata
                  remember-entities = off
                  passivate-idle-entity-after = off
                  distributed-data.durable.keys = []
                  distributed-data { gossip-interval = 200 ms, notify-subscribers-interval = 50 ms }
                  retry-interval = 200 ms
                  waiting-for-state-timeout = 500 ms
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
              lease-class = "Emergency.Engine.Cluster.DatabaseLease, Emergency.Engine"
              lease-operation-timeout = 4 s
            }
            """
        );
}
