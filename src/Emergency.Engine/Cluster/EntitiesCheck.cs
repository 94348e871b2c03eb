using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Pattern;
using Emergency.Engine.Actors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Emergency.Engine.Cluster;

/// <summary>Asks of each kind whether this node's region is known to the one that gives shards their homes: from then on its entities answer here.</summary>
internal sealed class EntitiesCheck(Surroundings around) : IAkkaHealthCheck
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private volatile bool _were;

    public async Task<HealthCheckResult> CheckHealthAsync(AkkaHealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (sharding, self) = (ClusterSharding.Get(context.ActorSystem), Akka.Cluster.Cluster.Get(context.ActorSystem).SelfAddress);
        var kinds = await Task.WhenAll(
            around.Deciders.Keys.Select(async kind => (kind, There: await IsThere(sharding, kind, self, cancellationToken)))
        );
        var missing = kinds.Where(one => !one.There).Select(one => one.kind).ToList();
        if (missing.Count == 0)
        {
            _were = true;
            return HealthCheckResult.Healthy();
        }
        // A node that died takes the homes of shards with it for some seconds: their commands wait, and this node answers all else.
        return new(_were ? HealthStatus.Degraded : context.Registration.FailureStatus, string.Join(", ", missing));
    }

    private static async Task<bool> IsThere(ClusterSharding sharding, string kind, Address self, CancellationToken stop)
    {
        try
        {
            var known = await sharding.ShardRegion(kind).Ask<CurrentRegions>(GetCurrentRegions.Instance, Moment, stop);
            return known.Regions.Contains(self);
        }
        catch (Exception e) when (e is AskTimeoutException or IllegalStateException or OperationCanceledException)
        {
            return false;
        }
    }
}
