using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Emergency.Server.Across.Live;

/// <summary>
/// A connection that pings the other side every 5 s (RFC 6455, 5.5.2), and cuts it if it does not answer within 15 s, which is longer than
/// a phone on a bad network takes. Browsers and libraries answer by themselves while they read. Without pings the buffers in between
/// swallow megabytes before a write blocks. The hub's framework switches them off for its connections: its own pings go one way only.
/// </summary>
internal sealed class PingedSocket(IHttpWebSocketFeature line) : IHttpWebSocketFeature
{
    private static readonly TimeSpan AskedEach = TimeSpan.FromSeconds(5),
        AnsweredWithin = TimeSpan.FromSeconds(15);

    public bool IsWebSocketRequest => line.IsWebSocketRequest;

    public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
    {
        (context.KeepAliveInterval, context.KeepAliveTimeout) = (AskedEach, AnsweredWithin);
        return line.AcceptAsync(context);
    }
}
