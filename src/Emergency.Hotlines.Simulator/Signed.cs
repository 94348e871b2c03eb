using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Http;

namespace Emergency.Hotlines.Simulator;

/// <summary>Reads a request that should be signed.</summary>
internal static class Signed
{
    /// <summary>Body and headers of a request; <c>Genuine</c> where a holder of the secret has signed it.</summary>
    public static async Task<(byte[] Body, WebhookHeaders Headers, bool Genuine)> Read(
        HttpContext context,
        WebhookSecret? secret,
        TimeProvider clock
    )
    {
        var (body, headers) = await Read(context);
        return (body, headers, secret is not null && new WebhookVerifier([secret], clock).Verify(headers, body) == Verification.Genuine);
    }

    public static async Task<(byte[] Body, WebhookHeaders Headers)> Read(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        return (
            bytes.ToArray(),
            new WebhookHeaders(
                context.Request.Headers[WebhookHeaders.IdName],
                context.Request.Headers[WebhookHeaders.TimestampName],
                context.Request.Headers[WebhookHeaders.SignatureName]
            )
        );
    }
}
