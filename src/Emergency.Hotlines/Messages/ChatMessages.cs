using static Emergency.Hotlines.Messages.GatewayMessage;

namespace Emergency.Hotlines.Messages;

/// <summary>Request to the bridge of an office's chat app: show this person this message. No name, nothing of what has happened.</summary>
/// <param name="Phone">Number by which the app knows the person.</param>
/// <param name="Link">The page where it is answered; null where the installation has no address of its own.</param>
/// <param name="AnswerBefore">Not shown by then, it must not be shown any more.</param>
public sealed record ChatRequested(string CallId, string Phone, string Title, string Text, string? Link, DateTimeOffset AnswerBefore);

/// <summary>
/// The message to the bridge of an office's chat app, in the form of all others: {id, type, source, time, data}. The bridge sends none: the
/// person answers on the page.
/// </summary>
public static class ChatMessages
{
    public const string Requested = "chat.requested";
    public const int LongestText = 100,
        LongestLink = 500;

    /// <summary>The bytes to sign and send.</summary>
    public static byte[] Write(string id, string source, DateTimeOffset time, ChatRequested requested) =>
        GatewayMessage.Write(id, Requested, source, time, requested);

    /// <summary>The request in a body; null where the body is no request for a message.</summary>
    public static ChatRequested? ReadRequest(ReadOnlyMemory<byte> body) =>
        Read(body) is (Requested, { } data)
        && Text(data, "callId", LongestText) is { } call
        && Text(data, "phone", LongestText) is { } phone
        && Text(data, "title", LongestText) is { } title
        && Text(data, "text", LongestText) is { } text
        && Time(data, "answerBefore") is { } until
            ? new(call, phone, title, text, Text(data, "link", LongestLink), until)
            : null;
}
