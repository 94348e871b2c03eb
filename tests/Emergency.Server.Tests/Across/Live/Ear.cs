using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Emergency.Drills.Live;
using Emergency.Server.Foundation;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Live;

/// <summary>A client of the hub that notes all it hears.</summary>
internal sealed class Ear : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly ConcurrentQueue<JsonNode> _changed = new();
    private readonly ConcurrentQueue<long> _heads = new();
    private readonly ConcurrentQueue<(string Group, string Reason)> _left = new();
    private readonly TaskCompletionSource<string?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Ear(HubConnection hub)
    {
        _hub = hub;
        hub.On<JsonArray>(
            "changed",
            changes =>
            {
                foreach (var change in changes)
                    _changed.Enqueue(change!);
            }
        );
        hub.On<long>("head", _heads.Enqueue);
        hub.On<string, string>("left", (group, reason) => _left.Enqueue((group, reason)));
        hub.Closed += why =>
        {
            _closed.TrySetResult(why?.Message);
            return Task.CompletedTask;
        };
    }

    public IReadOnlyCollection<JsonNode> Changed => _changed;
    public IReadOnlyCollection<long> Heads => _heads;
    public IReadOnlyCollection<(string Group, string Reason)> Left => _left;
    public Task<string?> Closed => _closed.Task;

    public static async Task<Ear> Open(Uri server, string token)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(
            new WebSocketFactory(new UriBuilder(server) { Scheme = "ws", Path = "/live" }.Uri, token)
        );
        builder.Services.AddSingleton<EndPoint>(new DnsEndPoint(server.Host, server.Port));
        var ear = new Ear(builder.Build());
        await ear._hub.StartAsync(TestContext.Current.CancellationToken);
        return ear;
    }

    public Task<JsonObject> Join(string kind, string id, long? since = null, string realm = Entities.Live) =>
        _hub.InvokeAsync<JsonObject>("Join", realm, kind, id, since, TestContext.Current.CancellationToken);

    public Task Leave(string kind, string id) => _hub.InvokeAsync("Leave", Entities.Live, kind, id, TestContext.Current.CancellationToken);

    /// <summary>The answer to joining; null where it is refused.</summary>
    public async Task<JsonObject?> Tries(string kind, string id, string realm)
    {
        try
        {
            return await Join(kind, id, null, realm);
        }
        catch (Microsoft.AspNetCore.SignalR.HubException)
        {
            return null;
        }
    }

    /// <summary>The problem's code of a refused join.</summary>
    public async Task<string> Refused(string kind, string id, string realm = Entities.Live)
    {
        var refusal = await Should.ThrowAsync<Exception>(() => Join(kind, id, null, realm));
        return refusal.Message[(refusal.Message.LastIndexOf("HubException: ", StringComparison.Ordinal) + "HubException: ".Length)..];
    }

    /// <summary>The newest value heard of a key.</summary>
    public JsonNode? Newest(string view, string key) =>
        _changed.LastOrDefault(change => (string?)change["view"] == view && (string?)change["key"] == key)?["value"];

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
