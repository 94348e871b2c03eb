using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Emergency.Server.Infrastructure.Background;

/// <summary>The background services that have failed and do not run again yet.</summary>
internal sealed class GuardedServices : IFailing
{
    private readonly ConcurrentDictionary<string, bool> _failed = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Failing => [.. _failed.Keys.Order(StringComparer.Ordinal)];

    internal void Fails(string service) => _failed[service] = true;

    internal void Runs(string service) => _failed.TryRemove(service, out _);
}

/// <summary>Registers background services so that none of them can end the process.</summary>
internal static class GuardedRegistration
{
    public static IServiceCollection AddGuarded<TService>(this IServiceCollection services)
        where TService : BackgroundService
    {
        services.TryAddSingleton<TService>();
        services.TryAddSingleton<GuardedServices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFailing, GuardedServices>(all => all.GetRequiredService<GuardedServices>()));
        return services.AddSingleton<IHostedService>(all => new Guard(
            all.GetRequiredService<TService>(),
            all.GetRequiredService<GuardedServices>(),
            all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<Guard>>()
        ));
    }
}
