using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Emergency.Server.CrossFeature.Live;

/// <summary>
/// A line on which the other side is asked each 5 s whether it reads (ping, RFC 6455, 5.5.2), and cut where it does not answer within 15 s, longer than a phone on a bad network takes. Browsers and libraries answer by themselves while they read.
/// The buffers between it and us swallow megabytes before a write stands still. The hub's framework switches this asking off for its lines: its own goes one way only.
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
