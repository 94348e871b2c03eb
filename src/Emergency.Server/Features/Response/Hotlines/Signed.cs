using System.Text.Json;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Checks common to all signed messages, of any sender.</summary>
internal static class Signed
{
    public static WebhookHeaders Headers(HttpRequest request) =>
        new(
            Header(request, WebhookHeaders.IdName),
            Header(request, WebhookHeaders.TimestampName),
            Header(request, WebhookHeaders.SignatureName)
        );

    public static Problem Refused(Verification verified) =>
        new("hotline.signature", [JsonNamingPolicy.KebabCaseLower.ConvertName(verified.ToString())]);

    /// <summary>Refuses a message without its three headers: no body makes that right, so the body is not read.</summary>
    public static Problem? Unread(HttpRequest request) => WebhookVerifier.Unfit(Headers(request)) is { } unfit ? Refused(unfit) : null;

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) && value.Count == 1 ? value.ToString() : null;
}
