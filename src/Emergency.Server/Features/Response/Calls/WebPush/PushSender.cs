using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Outbound;

namespace Emergency.Server.Features.Calls.WebPush;

/// <summary>Content of a push on a device whose page is closed; it names neither people nor events.</summary>
/// <param name="Call">The call; a later push about the same one replaces the first on the device.</param>
internal sealed record Pushed(string Call, string Title, string Body);

/// <summary>Sends pushes to the push services of browsers (RFC 8030), encrypted for the device.</summary>
internal sealed class PushSender(VapidKey vapid, PushHosts hosts, ISealing sealing, TimeProvider clock) : IDisposable
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly CheckedHttp _http = new(clock, PushHosts.MayConnect);

    /// <summary>
    /// Sends a push; returns the service's status. Null where it could not be reached or did not answer in time; 404 where the device's
    /// address or key is gone or is no longer allowed.
    /// </summary>
    public async Task<int?> Send(
        PushDevice device,
        CallId call,
        (string Title, string Text) what,
        DateTimeOffset until,
        CancellationToken stop
    )
    {
        if (sealing.Open<PushAddress>(device.Where) is not { } to || hosts.Allowed(to.Endpoint) is not { } url)
            return (int)HttpStatusCode.NotFound;
        var now = clock.GetUtcNow();
        var shown = JsonSerializer.SerializeToUtf8Bytes(new Pushed(call.ToString(), what.Title, what.Text), json);
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(
                PushCipher.Encrypt(shown, Base64Url.DecodeFromChars(to.P256dh), Base64Url.DecodeFromChars(to.Auth))
            ),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", vapid.For(url, now));
        var seconds = Math.Clamp((until - now).TotalSeconds, 1, 86_400);
        request.Headers.Add("TTL", ((int)seconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", "high");
        request.Headers.Add("Topic", Base64Url.EncodeToString(SHA256.HashData(call.Value.ToByteArray()).AsSpan(0, 18)));
        return await _http.Send(request, Longest, stop);
    }

    public void Dispose() => _http.Dispose();
}
