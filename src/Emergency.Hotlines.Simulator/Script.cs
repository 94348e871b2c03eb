using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Hotlines.Simulator;

/// <summary>What the centre does with the first, second, third … hand-over it is offered; whatever comes after is met by <paramref name="Otherwise"/>.</summary>
/// <param name="Calls">How the first, second, third … call of the voice gateway ends.</param>
/// <param name="CallsSay">Words that a call must say to be one of <paramref name="Calls"/>; all are where it is left out.</param>
/// <param name="OtherCalls">How whatever else is rung ends; answered after a second where it is left out.</param>
/// <param name="Texts">What becomes of the first, second, third … text.</param>
/// <param name="Broadcasts">What becomes of the first, second, third … broadcast; whatever comes after is played after a second.</param>
/// <param name="Chats">The status of the first, second, third … message to the chat app: 404 knows nobody with that number, 503 is tried again and then taken; all others are taken.</param>
/// <param name="OtherTexts">What becomes of whatever comes after; where it is left out, it is called delivered after a second, and nobody reads it.</param>
public sealed record Script(
    IReadOnlyList<Turn>? Offers,
    Turn? Otherwise,
    IReadOnlyList<Ringing>? Calls = null,
    Ringing? OtherCalls = null,
    IReadOnlyList<Texting>? Texts = null,
    Texting? OtherTexts = null,
    string? CallsSay = null,
    IReadOnlyList<Broadcasting>? Broadcasts = null,
    IReadOnlyList<int>? Chats = null
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>A centre that has vehicles: accepts after 2 s, is on its way after 5 s and done after 30 s.</summary>
    public static readonly Script Willing = new(
        [],
        new Turn([new(Reply.Accept, 2), new(Reply.Progress, 3, Text: "救护车已出发"), new(Reply.Complete, 25, Text: "已送到医院")])
    );

    /// <summary>The <paramref name="n"/>-th offer, counted from 0.</summary>
    public Turn Of(int n) => n < Offers?.Count ? Offers[n] : Otherwise ?? Turn.Silence;

    /// <summary>Reads a script (JSON; comments and trailing commas are allowed). Throws <see cref="FormatException"/> with path and reason.</summary>
    public static Script Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Script>(json, Options) ?? throw new FormatException("an empty script");
        }
        catch (JsonException bad)
        {
            throw new FormatException($"line {bad.LineNumber + 1}, {bad.Path}: {bad.Message}", bad);
        }
    }
}

/// <summary>How one offer is met.</summary>
/// <param name="Answers">Sent one after another; none is silence.</param>
/// <param name="Errors">The first so many messages are not taken and get <paramref name="Status"/>.</param>
/// <param name="Lost">The first so many messages are taken, but the connection breaks before the sender hears of it.</param>
/// <param name="Slow">Seconds from taking the message until the sender is told so.</param>
public sealed record Turn(IReadOnlyList<Step>? Answers = null, int Errors = 0, int Status = 503, int Lost = 0, double Slow = 0)
{
    public static readonly Turn Silence = new();
}

public enum Reply
{
    Accept,
    Return,
    Progress,
    Complete,
}

/// <summary>One answer to an offer, <paramref name="After"/> seconds after the last one (or after the offer).</summary>
/// <param name="Cause">For return: duplicate, not-ours, incomplete, no-vehicle.</param>
/// <param name="Minutes">For no-vehicle: when there may be one; told in the text.</param>
/// <param name="Times">How often the same message is sent, with the same id.</param>
public sealed record Step(Reply Reply, double After = 0, string? Cause = null, int? Minutes = null, string? Text = null, int Times = 1);
