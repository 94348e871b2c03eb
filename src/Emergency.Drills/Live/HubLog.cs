using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Drills.Live;

/// <summary>Everything one account heard on the live hub, with the moment it was heard.</summary>
public sealed class HubLog : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly ConcurrentQueue<Heard> _heard = new();
    private readonly TimeProvider _clock;

    /// <summary>One value of a view; null where it is gone.</summary>
    public sealed record Heard(long Stamp, string View, string Key, JsonNode? Value);

    private HubLog(HubConnection hub, TimeProvider clock) => (_hub, _clock) = (hub, clock);

    public IEnumerable<Heard> All => _heard;

    public static async Task<HubLog> Connect(Uri server, string token, TimeProvider clock, CancellationToken stop)
    {
        var builder = new HubConnectionBuilder();
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/live" }.Uri;
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketFactory(address, token));
        builder.Services.AddSingleton<EndPoint>(new DnsEndPoint(server.Host, server.Port));
        var log = new HubLog(builder.Build(), clock);
        log._hub.On<JsonArray>("changed", log.Hear);
        await log._hub.StartAsync(stop);
        return log;
    }

    /// <summary>Joins a group; what its snapshot holds counts as heard now.</summary>
    public async Task Join(string kind, string group, CancellationToken stop)
    {
        var joined = await _hub.InvokeAsync<JsonObject>("Join", "live", kind, group, (long?)null, stop);
        Hear(joined["snapshot"] as JsonArray ?? joined["missed"] as JsonArray ?? []);
    }

    private void Hear(JsonArray changes)
    {
        var now = _clock.GetTimestamp();
        foreach (var change in changes)
            _heard.Enqueue(new Heard(now, change!["view"]!.GetValue<string>(), change["key"]!.GetValue<string>(), change["value"]?.DeepClone()));
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
