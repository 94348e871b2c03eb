using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Foundation.Problems;
using Microsoft.Net.Http.Headers;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Checks every text of a JSON body: one with direction marks, invisible marks or control characters, and a "name" or "phone" with markup,
/// is refused with the path of its field.
/// </summary>
internal static class PlainTexts
{
    /// <summary>
    /// Finds faults in the JSON body of a request that its deserializer does not report; null where there are none. The body is taken as
    /// the deserializer takes it: UTF-8, as RFC 8259 § 8.1 requires.
    /// </summary>
    public static Problem? Fault(HttpRequest request, Received received)
    {
        if (!request.HasJsonContentType())
            return null;
        if (
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.Charset.HasValue
            && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        )
            return new Problem("request.unsupported", []);
        return Fault(received.Body) is { } fault ? Problem.Bad(fault) : null;
    }

    /// <summary>
    /// Returns "$.tasks[0].text: …" for the first such text; null where there is none, or where the body is no JSON, which its deserializer
    /// reports.
    /// </summary>
    private static string? Fault(ReadOnlyMemory<byte> body)
    {
        // The deserializer skips the byte order mark too.
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        // Most bodies contain neither a name, a phone number, nor any byte with which a forbidden text begins: an escape, or the first byte
        // of the marks and of the C1 controls.
        if (!body.Span.ContainsAny(FirstBytes) && body.Span.IndexOf("\"name\""u8) < 0 && body.Span.IndexOf("\"phone\""u8) < 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return Find(document.RootElement, "$", "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly SearchValues<byte> FirstBytes = SearchValues.Create([(byte)'\\', 0xC2, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF]);

    private static string? Find(JsonElement value, string path, string member) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Text(value) is { } text ? Fault(text, path, member) : null,
            JsonValueKind.Array => value
                .EnumerateArray()
                .Select((item, n) => Find(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{n}]"), ""))
                .FirstOrDefault(found => found is not null),
            JsonValueKind.Object => value
                .EnumerateObject()
                .Select(one => Find(one.Value, $"{path}.{one.Name}", one.Name))
                .FirstOrDefault(found => found is not null),
            _ => null,
        };

    // A name or number goes on to partners and into links that dial, so it must not contain characters that begin markup or another kind of
    // link.
    private static string? Fault(string text, string path, string member) =>
        !PlainText.Is(text) ? $"{path}: no direction marks, no hidden marks, no control characters"
        : member is "name" && text.AsSpan().ContainsAny(PlainText.Markup) ? $"{path}: none of {PlainText.Markup}"
        : member is "phone" && text.AsSpan().ContainsAny(NoNumber) ? $"{path}: none of {NoNumber}"
        : null;

    private const string NoNumber = PlainText.Markup + ":";

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
