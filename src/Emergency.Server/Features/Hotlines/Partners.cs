using Emergency.Hotlines;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Hotlines;

/// <summary>One hotline as configured. Without a url or a secret it is voice-only: somebody dials. <paramref name="Home"/>: whose desk gets what it says without a usable place, where that is set.</summary>
internal sealed record Partner(HotlineCode Code, Uri? Url, WebhookSecret? Secret, string? Home = null)
{
    /// <summary>Secrets we still sign with beside the new one, each until its time: the other side may not have changed yet.</summary>
    public IReadOnlyList<ReplacedSecret> Replaced { get; init; } = [];

    public bool HasMachine => Url is not null && Secret is not null;

    /// <summary>An address below the partner's url.</summary>
    public Uri At(string path) => new($"{Url!.AbsoluteUri.TrimEnd('/')}/{path}");
}

/// <summary>The hotlines, and what we share with each.</summary>
internal sealed class Partners(Settings settings, TimeProvider clock)
{
    private readonly Dictionary<string, WebhookVerifier> _verifiers = settings
        .Hotlines.Where(line => WebhookSecret.Parse(line.Value.Secret) is not null)
        .ToDictionary(
            line => line.Key,
            line => new WebhookVerifier([WebhookSecret.Parse(line.Value.Secret)!], clock, line.Value.ReplacedSecrets),
            StringComparer.Ordinal
        );

    /// <summary>All four, whether configured or not: each can be dialled.</summary>
    public IReadOnlyList<Partner> All { get; } =
    [
        .. HotlineCode.All.Select(code =>
            settings.Hotlines.GetValueOrDefault(code.Number) is { } line
                ? new Partner(code, line.Url, WebhookSecret.Parse(line.Secret), line.Home) { Replaced = line.ReplacedSecrets }
                : new Partner(code, null, null)
        ),
    ];

    public Partner? Of(string? number) => All.FirstOrDefault(partner => partner.Code.Number == number);

    /// <summary>Null for a hotline that shares no secret with us.</summary>
    public WebhookVerifier? Verifier(HotlineCode code) => _verifiers.GetValueOrDefault(code.Number);
}
