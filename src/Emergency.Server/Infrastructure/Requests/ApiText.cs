using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// The API description as bytes. It is the same for every asker, so it is made once, at the first request, and kept with its packed form.
/// </summary>
internal sealed partial class ApiText([FromKeyedServices(ApiText.Version)] IOpenApiDocumentProvider document)
{
    public const string Version = "v1";
    private readonly Lock _gate = new();
    private Task<Made>? _made;

    private sealed record Made(byte[] Plain, byte[] Packed, string Tag);

    /// <summary>
    /// Answers 200 with the description, or 304 where the client has it already. Requests that arrive while it is being made wait for that
    /// one.
    /// </summary>
    public async Task Write(HttpContext context)
    {
        var made = await Once();
        var (request, headers) = (context.Request.Headers, context.Response.Headers);
        headers.ETag = made.Tag;
        headers.CacheControl = "public, max-age=300";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (request.IfNoneMatch.Contains(made.Tag, StringComparer.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var packed = request.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (packed)
            headers.ContentEncoding = new StringValues("gzip");
        var bytes = packed ? made.Packed : made.Plain;
        context.Response.ContentType = "application/json;charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private Task<Made> Once()
    {
        lock (_gate)
        {
            // A failed attempt is repeated at the next request.
            if (_made is null or { IsFaulted: true })
                _made = Make();
            return _made;
        }
    }

    /// <summary>An escaped line end within a text of JSON.</summary>
    [GeneratedRegex(@"(?<!\\)\\n", RegexOptions.None, 1_000)]
    private static partial Regex LineEnd();

    private async Task<Made> Make()
    {
        using var written = new MemoryStream();
        await (await document.GetOpenApiDocumentAsync()).SerializeAsJsonAsync(written, OpenApiSpecVersion.OpenApi3_1);
        // A summary may take several lines in the source; in the description it is one text.
        var plain = Encoding.UTF8.GetBytes(LineEnd().Replace(Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length), " "));
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(plain);
        return new(plain, packed.ToArray(), $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"");
    }
}
