using Akka.Hosting;
using Emergency.Engine.Actors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Cluster;

/// <summary>The health checks that Akka.NET brings for its system, cluster and persistence, and ours for the entities.</summary>
internal sealed class NodeChecks(IServiceProvider services, ILogger log)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);
    private readonly HealthCheckService _checks = services.GetRequiredService<HealthCheckService>();
    private HashSet<string> _said = [];

    /// <summary>The parts that are not well. The log has the reason, once as long as it lasts: it may name machines.</summary>
    public async ValueTask<IReadOnlyList<UnwellPart>> Unwell(CancellationToken stop)
    {
        var report = await _checks.CheckHealthAsync(stop);
        var unwell = report.Entries.Where(one => one.Value.Status is not HealthStatus.Healthy).ToList();
        var said = Interlocked.Exchange(ref _said, unwell.Select(one => one.Key).ToHashSet(StringComparer.Ordinal));
        foreach (var (name, entry) in unwell.Where(one => !said.Contains(one.Key)))
            NodeLog.Unwell(log, name, entry.Description ?? "");
        return [.. unwell.Select(one => new UnwellPart($"engine/{one.Key}", one.Value.Status is HealthStatus.Unhealthy))];
    }

    /// <summary>Runs the checks and gives each a second.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddHealthChecks();
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var one in options.Registrations)
                one.Timeout = AtMost;
        });
    }

    /// <summary>Adds that of the system, and where nodes share entities out that of the entities; the cluster brings its own.</summary>
    public static void AddTo(AkkaConfigurationBuilder builder, Surroundings around)
    {
        builder.WithActorSystemLivenessCheck();
        if (around.Settings.Postgres)
            builder.WithHealthCheck("entities", new EntitiesCheck(around));
    }
}
