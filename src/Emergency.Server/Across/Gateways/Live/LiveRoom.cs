using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Emergency.Server.Across.Live;

/// <summary>The hub for live pages: JSON over WebSocket, nothing else.</summary>
internal static class LiveRoom
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        // The framework logs every refused join with its stack as an error; real errors are logged by HubFaults.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
        builder
            .Services.AddSignalR(hub =>
            {
                hub.AddFilter<HubFaults>();
                hub.EnableDetailedErrors = false;
                hub.MaximumReceiveMessageSize = 4 * 1024;
                hub.StatefulReconnectBufferSize = 0;
            })
            .AddJsonProtocol(json => Json.Make(json.PayloadSerializerOptions));
        builder
            .Services.AddSingleton<HubFaults>()
            .AddSingleton<Lines>()
            .AddSingleton<HubLifetimeManager<LiveHub>>(services => services.GetRequiredService<Lines>())
            .AddSingleton<Outlet>()
            .AddSingleton<IChangeOutlet>(services => services.GetRequiredService<Outlet>())
            .AddGuarded<Outlet>()
            .AddGuarded<Heartbeat>()
            .AddGuarded<Rechecking>();
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>(
                "/live",
                options =>
                {
                    options.Transports = HttpTransportType.WebSockets;
                    options.AllowStatefulReconnects = false;
                }
            )
            .NeedsSession();
        return app;
    }
}
