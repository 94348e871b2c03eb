using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace Emergency.Testing;

/// <summary>An answer that the API description does not know.</summary>
public sealed class NotAsDescribed(string fault) : Exception(fault);

/// <summary>
/// The server's description of its own interface (OpenAPI 3.1), to compare answers with: the status, the kind of body, and the body's shape
/// with nothing missing and nothing more.
/// </summary>
public sealed class ApiShapes
{
    private readonly FrozenDictionary<int, Operation[]> _bySegments;
    private readonly FrozenDictionary<string, JsonElement> _schemas;
    private readonly ConcurrentDictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly Shape _problem;

    public ApiShapes(string json)
    {
        var all = JsonSerializer.Deserialize<JsonElement>(json);
        _schemas = all.GetProperty("components")
            .GetProperty("schemas")
            .EnumerateObject()
            .ToFrozenDictionary(schema => schema.Name, schema => schema.Value, StringComparer.Ordinal);
        _problem = Named("#/components/schemas/Problem");
        _bySegments = all.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(method => new Operation(path.Name, method.Name, Declared(method.Value)))
            )
            .GroupBy(operation => operation.Segments.Length)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderByDescending(operation => operation.Segments.Count(Literal)).ToArray()
            );
    }

    /// <summary>
    /// Throws <see cref="NotAsDescribed"/> where an answer is not described. Pages and files, which the description leaves out, are passed
    /// over.
    /// </summary>
    /// <param name="method">Method of the request.</param>
    /// <param name="path">Path of the request, with or without a query.</param>
    /// <param name="status">Status of the answer.</param>
    /// <param name="kind">The answer's media type without parameters; null where it has none.</param>
    /// <param name="body">The answer's body.</param>
    public void Hold(string method, string path, int status, string? kind, string body)
    {
        if (Fault(method, path, status, kind, body) is { } fault)
            throw new NotAsDescribed($"{method} {path} answered {status} {kind}: {fault}\n{body[..Math.Min(body.Length, 2_000)]}");
    }

    private string? Fault(string method, string path, int status, string? kind, string body)
    {
        var segments = path.Split('?')[0].Trim('/').Split('/');
        var here = _bySegments.GetValueOrDefault(segments.Length, []).Where(operation => operation.Is(segments)).ToList();
        if (here.Count == 0)
            return segments[0] != "api" ? null : Undescribed(status is 404 or 401 or 400 or 429 or 503, status, body);
        var best = here.Where(operation => operation.Path == here[0].Path).ToList();
        var operation =
            best.Find(one => string.Equals(one.Method, method, StringComparison.OrdinalIgnoreCase))
            ?? here.Find(one => string.Equals(one.Method, method, StringComparison.OrdinalIgnoreCase));
        if (operation is null)
            return Undescribed(status is 405 or 404 or 401 or 400 or 429 or 503, status, body);
        if (!operation.Answers.TryGetValue(status, out var kinds))
            return "this status is not described";
        if (kinds.Count == 0)
            return null;
        if (kind is null || !kinds.TryGetValue(kind, out var shape))
            return $"described are {string.Join(", ", kinds.Keys)}";
        return Json(kind) && shape.Value is { } described ? Shaped(described, body) : null;
    }

    private string? Undescribed(bool so, int status, string body) =>
        !so ? "this route is not described"
        : status is 405 || body.Length == 0 ? null
        : Shaped(_problem, body);

    private static bool Json(string kind) => kind is "application/json" or "application/problem+json";

    private static string? Shaped(Shape shape, string body)
    {
        try
        {
            return shape.Fault(JsonSerializer.Deserialize<JsonElement>(body), "$");
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    private Shape Named(string reference) => _shapes.GetOrAdd(reference, at => new(_schemas[at[(at.LastIndexOf('/') + 1)..]], Named));

    private FrozenDictionary<int, FrozenDictionary<string, Lazy<Shape?>>> Declared(JsonElement operation) =>
        operation
            .GetProperty("responses")
            .EnumerateObject()
            .ToFrozenDictionary(
                answer => int.Parse(answer.Name, System.Globalization.CultureInfo.InvariantCulture),
                answer =>
                    answer.Value.TryGetProperty("content", out var content)
                        ? content
                            .EnumerateObject()
                            .ToFrozenDictionary(
                                kind => kind.Name,
                                kind => new Lazy<Shape?>(() =>
                                    kind.Value.TryGetProperty("schema", out var schema) ? new(schema, Named) : null
                                ),
                                StringComparer.Ordinal
                            )
                        : FrozenDictionary<string, Lazy<Shape?>>.Empty
            );

    private static bool Literal(string segment) => !segment.StartsWith('{');

    private sealed record Operation(string Path, string Method, FrozenDictionary<int, FrozenDictionary<string, Lazy<Shape?>>> Answers)
    {
        public string[] Segments { get; } = Path.Trim('/').Split('/');

        public bool Is(string[] asked) => Segments.Zip(asked).All(pair => !Literal(pair.First) || pair.First == pair.Second);
    }
}
