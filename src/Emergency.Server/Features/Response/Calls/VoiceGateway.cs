using Emergency.Domain.Calls;
using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Calls;

/// <summary>
/// The machine that rings people and sends texts (--hotlines:voice:url), with signatures as for the hotlines. Without one, somebody dials:
/// the call shows the person to ring.
/// </summary>
internal sealed class VoiceGateway(Settings settings, Outgoing outgoing, TimeProvider clock)
    : Gateway(Settings.Voice, "the gateway for voice and texts", settings, outgoing, clock)
{
    /// <summary>Keys of the texts for each kind of call, which name neither people nor events.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        .. Enum.GetValues<CallKind>().SelectMany(kind => new[] { Word(kind, text: false), Word(kind, text: true) }),
    ];

    /// <summary>
    /// Asks for the ring or the text; returns the gateway's status, or null where it did not answer. All tries have the same message id, so
    /// that the phone rings once.
    /// </summary>
    public Task<int?> Place(RingDue call, string phone, CancellationToken stop)
    {
        var text = call.Channel == CallChannel.Sms;
        var id = Derived.Id(call.Call.Value, text ? $"text {call.Attempt}" : $"ring {call.Attempt}").ToString();
        var asked = new CallRequested(call.GatewayKey, phone, Sentences.In("zh-CN")[Word(call.About.Kind, text)], call.Until);
        var now = Clock.GetUtcNow();
        var body = text ? VoiceMessages.WriteText(id, "emergency", now, asked) : VoiceMessages.Write(id, "emergency", now, asked);
        return Post(id, body, stop);
    }

    private static string Word(CallKind kind, bool text) => $"{(text ? "text" : "voice")}.{kind.ToString().ToLowerInvariant()}";
}
