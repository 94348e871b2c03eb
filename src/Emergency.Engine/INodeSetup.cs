using System.Reflection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Engine;

/// <summary>Additions of an operator to each node, in code: management routes, telemetry, actors of their own. A class of theirs with a constructor without parameters, built into this assembly by <c>own.props</c> beside its project file, is found at the start.</summary>
public interface INodeSetup
{
    /// <summary>Called once, before the node's host is built and after the engine has said all of its own.</summary>
    /// <param name="services">Services of the node's host, apart from those of the server.</param>
    void Configure(IServiceCollection services, AkkaConfigurationBuilder akka);
}

/// <summary>Finds the setups that were built in.</summary>
internal static class NodeSetups
{
    public static IReadOnlyList<INodeSetup> In(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type => type.IsAssignableTo(typeof(INodeSetup)) && type is { IsAbstract: false })
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (INodeSetup)Activator.CreateInstance(type, nonPublic: true)!),
        ];
}
