using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Server.Features.Calls.WebPush;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Calls.WebPush;

/// <summary>
/// A push service and the devices behind it: takes pushes as RFC 8030 says, checks who signed them (RFC 8292), and opens them with the
/// device's own key (RFC 8291).
/// </summary>
internal sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Device> _devices = new(StringComparer.Ordinal);

    /// <summary>Status instead of taking a push; null: it takes all.</summary>
    public int? Answers { get; set; }

    /// <summary>Status instead of taking one request; null: it takes it, unless <see cref="Answers"/> is set.</summary>
    public Func<int?> Faults { get; init; } = () => null;
    public ConcurrentQueue<Taken> All { get; } = new();

    private PushService()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseRouting();
        _app.MapPost("/push/{device}", Take);
    }

    public static async Task<PushService> Start(Func<int?>? faults = null)
    {
        var service = faults is null ? new PushService() : new PushService { Faults = faults };
        await service._app.StartAsync();
        return service;
    }

    /// <summary>Makes a device that subscribes, with keys of its own.</summary>
    public Device Subscribe()
    {
        var device = new Device($"{_app.Urls.First()}/push/{Guid.CreateVersion7():N}");
        _devices[device.Endpoint.Split('/')[^1]] = device;
        return device;
    }

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var device = _devices[(string)context.Request.RouteValues["device"]!];
        var status = device.IsGone ? StatusCodes.Status410Gone : Answers ?? Faults() ?? StatusCodes.Status201Created;
        if (status == StatusCodes.Status201Created)
            All.Enqueue(
                new(
                    device,
                    device.Open(body.ToArray()),
                    $"{headers["TTL"]}",
                    $"{headers["Urgency"]}",
                    $"{headers["Topic"]}",
                    $"{headers.ContentEncoding}",
                    Signer($"{headers.Authorization}", $"{context.Request.Scheme}://{context.Request.Host}")
                )
            );
        context.Response.StatusCode = status;
    }

    /// <summary>The key that signed the token, if it is signed by it, for this service, and has not expired.</summary>
    private static string Signer(string authorization, string self)
    {
        authorization.ShouldStartWith("vapid t=");
        var (token, key) = (authorization["vapid t=".Length..].Split(", k=")[0], authorization.Split(", k=")[1]);
        var parts = token.Split('.');
        var point = Base64Url.DecodeFromChars(key);
        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = point[1..33], Y = point[33..] },
            }
        );
        verifier
            .VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            )
            .ShouldBeTrue();
        var claims = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[1]));
        claims.GetProperty("aud").GetString().ShouldBe(self);
        var left = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()) - TimeProvider.System.GetUtcNow();
        left.TotalHours.ShouldBeInRange(0, 24);
        return key;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        foreach (var device in _devices.Values)
            device.Dispose();
    }
}

internal sealed record Taken(Device To, JsonElement Text, string Ttl, string Urgency, string Topic, string Coding, string Signer);

/// <summary>A browser on a device, as its push service knows it.</summary>
internal sealed class Device(string endpoint) : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(16);

    public string Endpoint => endpoint;

    /// <summary>True where the browser was reinstalled, or has another address now.</summary>
    public bool IsGone { get; set; }
    public string P256dh => Base64Url.EncodeToString(PushCipher.Point(_key.ExportParameters(false).Q));
    public string Auth => Base64Url.EncodeToString(_secret);
    public object Subscription =>
        new
        {
            endpoint,
            p256dh = P256dh,
            auth = Auth,
        };

    public JsonElement Open(byte[] message)
    {
        var (salt, server) = (message[..16], message[21..86]);
        message[20].ShouldBe((byte)65);
        var (key, nonce) = PushCipher.Keys(PushCipher.Shared(_key, server), Base64Url.DecodeFromChars(P256dh), server, _secret, salt);
        var text = new byte[message.Length - 86 - 16];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(nonce, message.AsSpan(86, text.Length), message.AsSpan(86 + text.Length), text);
        text[^1].ShouldBe((byte)2, "the last record");
        return JsonSerializer.Deserialize<JsonElement>(text.AsSpan(0, text.Length - 1));
    }

    public void Dispose() => _key.Dispose();
}
