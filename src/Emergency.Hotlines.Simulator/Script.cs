using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Hotlines.Simulator;

/// <summary>
/// The centre's turns for the first, second, third … hand-over it is offered; all later ones meet <paramref name="Otherwise"/>.
/// </summary>
/// <param name="Calls">Ends of the first, second, third … call of the voice gateway.</param>
/// <param name="CallsSay">Words that a call must contain to count among <paramref name="Calls"/>; every call counts where they are left
/// out.</param>
/// <param name="OtherCalls">End of every other call; where it is left out, the call is answered after a second.</param>
/// <param name="Texts">Results of the first, second, third … text.</param>
/// <param name="Broadcasts">Results of the first, second, third … broadcast; all later ones are played after a second.</param>
/// <param name="Chats">Status of the first, second, third … message to the chat app: 404 knows nobody with that number, 503 is tried again
/// and then taken; all others are taken.</param>
/// <param name="OtherTexts">Result of every later text; where it is left out, the text is reported delivered after a second, and nobody
/// reads it.</param>
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

    /// <summary>The turn for offer <paramref name="n"/>, counted from 0.</summary>
    public Turn Of(int n) => n < Offers?.Count ? Offers[n] : Otherwise ?? Turn.Silence;

    /// <summary>
    /// Reads a script (JSON; comments and trailing commas are allowed). Throws <see cref="FormatException"/> with path and reason.
    /// </summary>
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

/// <summary>The centre's turn for an offer.</summary>
/// <param name="Answers">Answers sent one after another; none is silence.</param>
/// <param name="Errors">The first so many messages are not taken and get <paramref name="Status"/>.</param>
/// <param name="Lost">The first so many messages are taken, but the connection breaks before the sender hears of it.</param>
/// <param name="Slow">Seconds from taking the message until the response.</param>
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

/// <summary>An answer to an offer, <paramref name="After"/> seconds after the last answer (or after the offer).</summary>
/// <param name="Cause">For return: duplicate, not-ours, incomplete, no-vehicle.</param>
/// <param name="Minutes">For no-vehicle: minutes until there can be one; stated in the text.</param>
/// <param name="Times">Number of times the same message is sent, with the same id.</param>
public sealed record Step(Reply Reply, double After = 0, string? Cause = null, int? Minutes = null, string? Text = null, int Times = 1);
