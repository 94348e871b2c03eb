using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Hotlines;

namespace Emergency.Server.Orders;

/// <summary>The machine that rings people (--hotlines:voice:url); signed like the hotlines. Where there is none, somebody dials: the order shows whom.</summary>
public sealed class VoiceGateway(Settings settings, Outgoing outgoing, TimeProvider clock)
{
    /// <summary>What is said: neither who nor what it is about.</summary>
    private const string Spoken = "您有一条应急指令未读，请立即打开系统查收，并按任意键确认。";
    private readonly Partner _partner = settings.Hotlines.GetValueOrDefault(Settings.Voice) is { } line ? new(default, line.Url, WebhookSecret.Parse(line.Secret)) : new(default, null, null);

    public bool Exists => _partner.HasMachine;

    /// <summary>Null where no gateway shares a secret with us.</summary>
    public WebhookVerifier? Verifier => _partner.Secret is { } secret ? new WebhookVerifier([secret], clock) : null;

    /// <summary>Whether the gateway took the call. Each try has the same message id: it rings once.</summary>
    public async Task<bool> Ring(CallDue call, string phone, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(call);
        var id = Derived.Id(call.Order.Value, $"call {call.Receiver} {call.Attempt}").ToString();
        return await outgoing.Post(_partner, id, VoiceMessages.Write(id, "emergency", clock.GetUtcNow(), new CallRequested(call.Key, phone, Spoken, call.Until)), stop) is >= 200 and < 300;
    }
}
