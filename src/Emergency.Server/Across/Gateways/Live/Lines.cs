using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Emergency.Server.Across.Live;

/// <summary>
/// Hands each connection to its listener, so that bytes serialised once can be written to many, and a stalled one can be cut. It does not
/// use the connection's own items, whose dictionary would cost each of thousands half a kilobyte.
/// </summary>
internal sealed class Lines(ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    private readonly ConcurrentDictionary<string, HubConnectionContext> _new = new(StringComparer.Ordinal);

    /// <summary>The connection just made; called once.</summary>
    public HubConnectionContext Take(string connectionId) =>
        _new.TryRemove(connectionId, out var connection)
            ? connection
            : throw new InvalidOperationException("a connection is taken once, when it is made");

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        _new[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _new.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }
}
