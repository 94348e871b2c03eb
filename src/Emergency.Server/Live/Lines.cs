using Microsoft.AspNetCore.SignalR;

namespace Emergency.Server.Live;

/// <summary>Keeps hold of each connection, so that bytes that were serialised once can be written to many and a stalled one can be cut.</summary>
public sealed class Lines(ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    private static readonly object Key = new();

    public static HubConnectionContext Of(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (HubConnectionContext)context.Items[Key]!;
    }

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Items[Key] = connection;
        return base.OnConnectedAsync(connection);
    }
}
