using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Emergency.Domain;

namespace Emergency.Server.Requests;

/// <summary>Every text of a JSON body that somebody sends passes here: one with direction marks or control characters is named by the path of its field.</summary>
public static class PlainTexts
{
    /// <summary>"$.tasks[0].text: …" of the first such text; null where there is none, or where the body is no JSON, which its reader says.</summary>
    public static string? Fault(ReadOnlyMemory<byte> body)
    {
        // Most bodies hold none of the bytes that such a text begins with: an escape, or the first byte of the marks and of the C1 controls.
        if (!body.Span.ContainsAny(FirstBytes)) return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return Find(document.RootElement, "$") is { } path ? $"{path}: no direction marks, no control characters" : null;
        }
        catch (JsonException) { return null; }
    }

    private static readonly SearchValues<byte> FirstBytes = SearchValues.Create([(byte)'\\', 0xC2, 0xD8, 0xE2]);

    private static string? Find(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value) is { } text && !PlainText.Is(text) ? path : null,
        JsonValueKind.Array => value.EnumerateArray().Select((item, n) => Find(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{n}]"))).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => value.EnumerateObject().Select(member => Find(member.Value, $"{path}.{member.Name}")).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? Text(JsonElement value)
    {
        try { return value.GetString(); }
        catch (InvalidOperationException) { return null; }
    }
}
