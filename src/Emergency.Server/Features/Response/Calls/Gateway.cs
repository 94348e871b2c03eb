using System.Globalization;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Calls;

/// <summary>A machine that reaches people for us (--hotlines:CODE:url), with signatures as for the hotlines.</summary>
/// <param name="what">Its name in texts for operators.</param>
internal abstract class Gateway(string code, string what, Settings settings, Outgoing outgoing, TimeProvider clock)
{
    private readonly Partner _partner = Partner.Of(default, settings.Hotlines.GetValueOrDefault(code));

    protected TimeProvider Clock => clock;

    public bool Exists => _partner.HasMachine;

    /// <summary>Verifies the gateway's signatures; null where no gateway shares a secret with us.</summary>
    public WebhookVerifier? Verifier => _partner.Verifier(clock);

    // Its last answer; no status where it did not answer.
    private volatile Answered? _last;

    private sealed record Answered(DateTimeOffset At, int? Status);

    /// <summary>Advice to an operator; null where all is well.</summary>
    public string? Advice =>
        _last switch
        {
            null or { Status: >= 200 and < 300 } => null,
            { Status: { } status } last => string.Create(CultureInfo.InvariantCulture, $"{what} answered {status} at {last.At:O}"),
            var last => string.Create(CultureInfo.InvariantCulture, $"{what} did not answer at {last.At:O}"),
        };

    /// <summary>Sends a message; returns the gateway's status, or null where it did not answer.</summary>
    protected async Task<int?> Post(string id, byte[] body, CancellationToken stop)
    {
        var status = await outgoing.Post(_partner, id, body, stop);
        _last = new(clock.GetUtcNow(), status);
        return status;
    }

    /// <summary>True when the gateway will never accept this message, however often it is sent.</summary>
    public static bool IsRefusal(int? status) => status is >= 400 and < 500 and not (408 or 425 or 429);
}
