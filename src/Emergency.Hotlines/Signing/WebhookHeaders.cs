using System.Globalization;

namespace Emergency.Hotlines.Signing;

/// <summary>The three headers of a signed message as received, null where one is missing; and their names.</summary>
public sealed record WebhookHeaders(string? Id, string? Timestamp, string? Signature)
{
    public const string IdName = "webhook-id",
        TimestampName = "webhook-timestamp",
        SignatureName = "webhook-signature";

    /// <summary>The headers to send with a body: the same id at every retry, the time of this try.</summary>
    public static WebhookHeaders For(WebhookSecret secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body) =>
        new(id, Seconds(at), secret.Sign(id, at, body));

    /// <summary>Headers signed with several secrets while one is being replaced: the receiver needs only one of them.</summary>
    public static WebhookHeaders For(IReadOnlyList<WebhookSecret> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var signatures = new List<string>();
        foreach (var secret in secrets)
        {
            signatures.Add(secret.Sign(id, at, body));
        }
        return new(id, Seconds(at), string.Join(' ', signatures));
    }

    internal static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
