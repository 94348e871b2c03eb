using Emergency.Domain.Calls;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Calls;

/// <summary>The machine that rings people (--hotlines:voice:url); signed like the hotlines. Where there is none, somebody dials: the call shows whom.</summary>
internal sealed class VoiceGateway(Settings settings, Outgoing outgoing, TimeProvider clock)
{
    /// <summary>What is said of each kind: neither who is called nor what has happened.</summary>
    public static readonly IReadOnlyList<string> Words = [.. Enum.GetValues<CallKind>().Select(Word)];
    private readonly Partner _partner = settings.Hotlines.GetValueOrDefault(Settings.Voice) is { } line
        ? new(default, line.Url, WebhookSecret.Parse(line.Secret)) { Replaced = line.ReplacedSecrets }
        : new(default, null, null);

    public bool Exists => _partner.HasMachine;

    /// <summary>Null where no gateway shares a secret with us.</summary>
    public WebhookVerifier? Verifier => _partner.Secret is { } secret ? new WebhookVerifier([secret], clock, _partner.Replaced) : null;

    /// <summary>Whether the gateway took the call. Each try has the same message id: it rings once.</summary>
    public async Task<bool> Ring(RingDue call, string phone, CancellationToken stop)
    {
        var id = Derived.Id(call.Call.Value, $"ring {call.Attempt}").ToString();
        return await outgoing.Post(
            _partner,
            id,
            VoiceMessages.Write(
                id,
                "emergency",
                clock.GetUtcNow(),
                new CallRequested(call.Key, phone, Sentences.In("zh-CN")[Word(call.About)], call.Until)
            ),
            stop
        )
            is >= 200
                and < 300;
    }

    private static string Word(CallKind kind) => $"voice.{kind.ToString().ToLowerInvariant()}";
}
