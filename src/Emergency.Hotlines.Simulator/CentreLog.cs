using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Emergency.Hotlines.Simulator;

/// <summary>Requests and acts of the centre, in order. No text of a message is kept, only its digest.</summary>
public sealed class CentreLog(TimeProvider clock)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
    private readonly ConcurrentQueue<LogLine> _all = new();

    public IReadOnlyList<LogLine> All => [.. _all];

    public void Add(LogLine line)
    {
        _all.Enqueue(line with { At = clock.GetUtcNow() });
    }

    /// <summary>The log as text, a JSON object per line.</summary>
    public string Text() => string.Concat(_all.Select(line => JsonSerializer.Serialize(line, Options) + "\n"));
}

/// <summary>Line of the log.</summary>
/// <param name="What">taken (a new offer), repeated (its message again), told (a slow answer has left), refused (an error by script),
/// unsigned, lost (taken, connection broken), answered, unanswered (the server did not take the answer), down, up; others can log words of
/// their own.</param>
/// <param name="Message">The sender's webhook-id.</param>
/// <param name="Digest">SHA-256 of the body, hex.</param>
public sealed record LogLine(
    string What,
    string? Line = null,
    string? Message = null,
    string? Handover = null,
    string? Incident = null,
    string? Kind = null,
    string? Reply = null,
    int? Status = null,
    string? Digest = null
)
{
    public DateTimeOffset At { get; init; }
}
