using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// A request's body as it came (at most 10 MB, read once) and its digest. A handler that needs the bytes takes this as a parameter.
/// </summary>
/// <param name="Digest">SHA-256 over method, path with query, and body, under the index key: a body may hold a password or a phone number,
/// and a bare hash of those in the journal could be guessed.</param>
internal sealed record Received(ReadOnlyMemory<byte> Body, string Digest)
{
    public const int Limit = 10 * 1024 * 1024;

    /// <summary>Most bytes read from a sender who is not signed in: a hotline's message, a sign-in.</summary>
    public const int StrangersLimit = 256 * 1024;

    public static ValueTask<Received> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult(
            context?.Features.Get<Received>() ?? throw new InvalidOperationException("the route does not say what it needs")
        );

    /// <summary>
    /// Reads the body and makes it readable again for the next reader. Throws <see cref="BodyTooLarge"/> past the limit, unread where its
    /// length says so.
    /// </summary>
    public static async Task<Received> Read(HttpContext context, ISealing sealing, int limit = Limit)
    {
        var request = context.Request;
        if (request.ContentLength > limit)
            throw new BodyTooLarge(limit);
        // An announced length allocates no memory.
        var body = new MemoryStream();
        var part = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            // Bytes of a web socket belong to the socket: on HTTP/2 they are the request's body.
            while (
                !context.WebSockets.IsWebSocketRequest && await request.Body.ReadAsync(part, context.RequestAborted) is > 0 and var count
            )
            {
                if (body.Length + count > limit)
                    throw new BodyTooLarge(limit);
                body.Write(part, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        body.Position = 0;
        request.Body = body;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"));
        hash.AppendData(bytes.Span);
        var received = new Received(bytes, sealing.Index(Convert.ToHexStringLower(hash.GetHashAndReset())));
        context.Features.Set(received);
        return received;
    }
}

/// <summary>Thrown where a body is larger than its sender may send.</summary>
/// <param name="limit">Limit in bytes, whole kB.</param>
internal sealed class BodyTooLarge(int limit) : BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge)
{
    /// <summary>The limit as people read it: "256 kB", "10 MB".</summary>
    public string Most { get; } =
        limit < 1024 * 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{limit / 1024} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{limit / (1024 * 1024)} MB");
}
