using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Emergency.Hotlines.Tests.Simulator;

/// <summary>Fault that a vendor's server can have.</summary>
public enum Fault
{
    None,
    NotAlive,
    AliveTooLate,
    TakesUnsigned,
    NoClock,
    StrictClock,
    IdFromBody,
    FirstSignatureOnly,
    ConflictOnRepeat,
    ComparesBytes,
    TakesEveryType,
    BreaksOnBadJson,
    TakesIncomplete,
    RefusesUnknownMembers,
    NeedsAPlace,
    ShortTexts,
    InOrderOnly,
    NoLimit,
    OneAtATime,
    Silent,
    Redirects,
}

/// <summary>A partner's server of some twenty lines, as a vendor writes it from docs/hotlines.md, with one fault.</summary>
internal sealed class FaultyPartner : IAsyncDisposable
{
    public const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static readonly string[] members = ["handoverId", "incidentId", "kind", "location", "patients", "text", "replyBefore"];
    private readonly ConcurrentDictionary<string, string> _taken = new(StringComparer.Ordinal);
    private readonly Fault _fault;
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private DateTimeOffset _newest;
    private int _within;

    private FaultyPartner(Fault fault)
    {
        _fault = fault;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = fault == Fault.NoLimit ? null : 256 * 1024)
            .UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(Serve);
    }

    public Uri Address => new(_app.Urls.First());

    public static async Task<FaultyPartner> Open(Fault fault)
    {
        var partner = new FaultyPartner(fault);
        await partner._app.StartAsync();
        return partner;
    }

    private async Task Serve(HttpContext context)
    {
        if (context.Request.Path == "/alive")
        {
            if (_fault == Fault.AliveTooLate)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Response.StatusCode = _fault == Fault.NotAlive ? 404 : 200;
            return;
        }
        if (_fault == Fault.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_fault == Fault.Redirects)
        {
            context.Response.Headers.Location = "/alive";
            context.Response.StatusCode = 307;
            return;
        }
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        if (_fault == Fault.OneAtATime && Interlocked.Increment(ref _within) > 1)
            context.Response.StatusCode = 503;
        else
        {
            if (_fault == Fault.OneAtATime)
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, context.RequestAborted);
            context.Response.StatusCode = Answer(context.Request.Headers, bytes.ToArray());
        }
        Interlocked.Decrement(ref _within);
    }

    private int Answer(IHeaderDictionary headers, byte[] body)
    {
        var (id, at, signatures) = ($"{headers["webhook-id"]}", $"{headers["webhook-timestamp"]}", $"{headers["webhook-signature"]}");
        if (_fault == Fault.IdFromBody && Id(body) is { } inside)
            id = inside;
        if (_fault != Fault.TakesUnsigned && !Genuine(id, at, signatures, body))
            return 401;
        JsonObject? message;
        try
        {
            message = JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return _fault == Fault.BreaksOnBadJson ? 500 : 400;
        }
        if (message?["data"] is not JsonObject data)
            return 400;
        if ((string?)message["type"] != "handover.offered")
            return _fault == Fault.TakesEveryType ? 202 : 400;
        return Faulty(data, (DateTimeOffset)message["time"]!) ? 400 : Taken(id, Convert.ToBase64String(body));
    }

    private static string? Id(byte[] body)
    {
        try
        {
            return (string?)JsonNode.Parse(body)?["id"];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool Genuine(string id, string at, string signatures, byte[] body)
    {
        if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        var (age, tolerance) = (
            (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration(),
            TimeSpan.FromMinutes(_fault == Fault.StrictClock ? 1 : 5)
        );
        if (_fault != Fault.NoClock && age > tolerance)
            return false;
        var given = signatures.Split(' ');
        if (_fault == Fault.FirstSignatureOnly)
            given = given[..1];
        var signed = WebhookSecret.Parse(Secret)!.Sign(id, DateTimeOffset.FromUnixTimeSeconds(seconds), body);
        return given.Contains(signed, StringComparer.Ordinal);
    }

    private bool Faulty(JsonObject data, DateTimeOffset time)
    {
        lock (_gate)
        {
            var late = _fault == Fault.InOrderOnly && time + TimeSpan.FromMinutes(10) < _newest;
            _newest = time > _newest ? time : _newest;
            return late
                || (data["handoverId"] is null && _fault != Fault.TakesIncomplete)
                || (_fault == Fault.NeedsAPlace && data["location"]!["lon"] is null)
                || (_fault == Fault.ShortTexts && ((string)data["text"]!).Length > 500 && ((string)data["text"]!).Length < 10_000)
                || (_fault == Fault.RefusesUnknownMembers && data.Any(one => !members.Contains(one.Key, StringComparer.Ordinal)));
        }
    }

    private int Taken(string id, string body) =>
        _taken.TryAdd(id, body) ? 202
        : _fault == Fault.ConflictOnRepeat || (_fault == Fault.ComparesBytes && _taken[id] != body) ? 409
        : 202;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
