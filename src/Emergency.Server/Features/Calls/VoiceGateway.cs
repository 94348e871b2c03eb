using System.Globalization;
using Emergency.Domain.Calls;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Calls;

/// <summary>The machine that rings people and sends texts (--hotlines:voice:url); signed like the hotlines. Where there is none, somebody dials: the call shows whom.</summary>
internal sealed class VoiceGateway(Settings settings, Outgoing outgoing, TimeProvider clock)
{
    /// <summary>What is said of each kind: neither who is called nor what has happened.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        .. Enum.GetValues<CallKind>().SelectMany(kind => new[] { Word(kind, text: false), Word(kind, text: true) }),
    ];
    private readonly Partner _partner = settings.Hotlines.GetValueOrDefault(Settings.Voice) is { } line
        ? new(default, line.Url, WebhookSecret.Parse(line.Secret)) { Replaced = line.ReplacedSecrets }
        : new(default, null, null);

    public bool Exists => _partner.HasMachine;

    /// <summary>Null where no gateway shares a secret with us.</summary>
    public WebhookVerifier? Verifier => _partner.Secret is { } secret ? new WebhookVerifier([secret], clock, _partner.Replaced) : null;

    // What it said last; no status where it did not answer.
    private volatile Answered? _last;

    private sealed record Answered(DateTimeOffset At, int? Status);

    /// <summary>What a person must look at; null where all is well.</summary>
    public string? Advice =>
        _last switch
        {
            null or { Status: >= 200 and < 300 } => null,
            { Status: { } status } last => string.Create(
                CultureInfo.InvariantCulture,
                $"the gateway for voice and texts answered {status} at {last.At:O}"
            ),
            var last => string.Create(CultureInfo.InvariantCulture, $"the gateway for voice and texts did not answer at {last.At:O}"),
        };

    /// <summary>Asks for the ring or the text; the gateway's status, or null where it did not answer. Each try has the same message id: it rings once.</summary>
    public async Task<int?> Place(RingDue call, string phone, CancellationToken stop)
    {
        var text = call.Channel == CallChannel.Sms;
        var id = Derived.Id(call.Call.Value, text ? $"text {call.Attempt}" : $"ring {call.Attempt}").ToString();
        var asked = new CallRequested(call.GatewayKey, phone, Sentences.In("zh-CN")[Word(call.About.Kind, text)], call.Until);
        var now = clock.GetUtcNow();
        var body = text ? VoiceMessages.WriteText(id, "emergency", now, asked) : VoiceMessages.Write(id, "emergency", now, asked);
        var status = await outgoing.Post(_partner, id, body, stop);
        _last = new(clock.GetUtcNow(), status);
        return status;
    }

    private static string Word(CallKind kind, bool text) => $"{(text ? "text" : "voice")}.{kind.ToString().ToLowerInvariant()}";
}
