using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Drills.Live;

/// <summary>
/// Everything one account heard on the live hub, with the moment it was heard. A broken connection is made anew, with the next node, and
/// brings what was missed.
/// </summary>
public sealed class HubLog : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentQueue<Heard> _heard = new();
    private readonly List<(string Realm, string Kind, string Group)> _joined = [];
    private readonly Func<Uri> _next;
    private readonly string _token;
    private readonly TimeProvider _clock;
    private readonly Action<string>? _told;
    private readonly CancellationTokenSource _over = new();
    private HubConnection? _hub;
    private Task _closed = Task.CompletedTask,
        _keeping = Task.CompletedTask;
    private long _newest;

    /// <summary>A value of a view; null where it is gone.</summary>
    public sealed record Heard(long Stamp, string View, string Key, JsonNode? Value);

    private HubLog(Func<Uri> next, string token, TimeProvider clock, Action<string>? told) =>
        (_next, _token, _clock, _told) = (next, token, clock, told);

    public IEnumerable<Heard> All => _heard;

    /// <param name="next">The node to connect with.</param>
    /// <param name="told">Called with the name of the view of each change that was heard.</param>
    public static async Task<HubLog> Connect(
        Func<Uri> next,
        string token,
        TimeProvider clock,
        CancellationToken stop,
        Action<string>? told = null
    )
    {
        var log = new HubLog(next, token, clock, told);
        await log.Open(stop);
        log._keeping = log.Keep();
        return log;
    }

    /// <summary>Joins a group; its snapshot counts as heard now.</summary>
    public async Task Join(string kind, string group, CancellationToken stop, string realm = "live")
    {
        await Ask(realm, kind, group, null, stop);
        lock (_joined)
            _joined.Add((realm, kind, group));
    }

    private async Task Ask(string realm, string kind, string group, long? since, CancellationToken stop)
    {
        var joined = await _hub!.InvokeAsync<JsonObject>("Join", realm, kind, group, since, stop);
        Interlocked.CompareExchange(ref _newest, joined["position"]!.GetValue<long>(), 0);
        Hear(joined["snapshot"] as JsonArray ?? joined["missed"] as JsonArray ?? []);
    }

    private async Task Open(CancellationToken stop)
    {
        var server = _next();
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(
            new WebSocketFactory(new UriBuilder(server) { Scheme = "ws", Path = "/live" }.Uri, _token)
        );
        builder.Services.AddSingleton<EndPoint>(new DnsEndPoint(server.Host, server.Port));
        var hub = builder.Build();
        hub.On<JsonArray>("changed", Hear);
        hub.On<long>("head", head => Interlocked.Exchange(ref _newest, Math.Max(_newest, head)));
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        try
        {
            await hub.StartAsync(stop);
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
        if (_hub is { } before)
            await before.DisposeAsync();
        (_hub, _closed) = (hub, closed.Task);
    }

    /// <summary>The one loop that makes connections anew: after one ended, or did not bring all that was missed.</summary>
    private async Task Keep()
    {
        for (var whole = true; ; )
        {
            if (whole)
                await _closed.WaitAsync(_over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_over.IsCancellationRequested)
                return;
            whole = false;
#pragma warning disable CA1031 // Any failure: the node perhaps does not serve yet.
            try
            {
                await Open(_over.Token);
                (string, string, string)[] groups;
                lock (_joined)
                    groups = [.. _joined];
                foreach (var (realm, kind, group) in groups)
                    await Ask(realm, kind, group, Interlocked.Read(ref _newest), _over.Token);
                whole = true;
            }
            catch (Exception)
            {
                await Task.Delay(Pause, _clock, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }
    }

    private void Hear(JsonArray changes)
    {
        var now = _clock.GetTimestamp();
        foreach (var change in changes)
        {
            var heard = new Heard(
                now,
                change!["view"]!.GetValue<string>(),
                change["key"]!.GetValue<string>(),
                change["value"]?.DeepClone()
            );
            _heard.Enqueue(heard);
            _told?.Invoke(heard.View);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _keeping;
        if (_hub is not null)
            await _hub.DisposeAsync();
        _over.Dispose();
    }
}
