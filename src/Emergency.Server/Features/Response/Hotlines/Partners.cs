using System.Runtime.CompilerServices;
using Emergency.Domain.Hotlines;
using Emergency.Hotlines;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>
/// The other end of a number, as the settings or the register of lines name it. Without a url or a secret it is
/// voice-only: somebody dials. <paramref name="Home"/>: division whose desk gets its messages without a usable place,
/// where that is set.
/// </summary>
internal sealed record Partner(HotlineCode Code, Uri? Url, string? Home = null)
{
    /// <summary>Name of the line in addresses: its number where the settings name it, else its code and number.</summary>
    public string Line { get; init; } = Code.Number;

    /// <summary>Name of the other end; null where the settings name it.</summary>
    public string? Name { get; init; }

    /// <summary>Codes of the cities (4 digits) and counties (6 digits) it serves; empty: all.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>All secrets shared with it, the newest first.</summary>
    public IReadOnlyList<SharedSecret> Secrets { get; init; } = [];
    public bool HasMachine { get; init; }

    /// <summary>Its line in the register; null where the settings name it.</summary>
    public string? Registered => Name is null ? null : Line;

    /// <summary>Makes a partner from the settings.</summary>
    public static Partner Of(HotlineCode code, HotlineSettings? line)
    {
        var now = WebhookSecret.Parse(line?.Secret);
        return new(code, line?.Url, line?.Home)
        {
            Secrets =
            [
                .. now is not null ? (SharedSecret[])[new(now, default, null)] : [],
                .. (line?.ReplacedSecrets ?? []).Select(old => new SharedSecret(old.Secret, default, old.Until)),
            ],
            HasMachine = line?.Url is not null && now is not null,
        };
    }

    /// <summary>Verifier of the partner's messages; null for a line that shares no secret with us.</summary>
    public WebhookVerifier? Verifier(TimeProvider clock) =>
        Secrets.Count == 0
            ? null
            : new(
                [.. Secrets.Where(one => one.Until is null).Select(one => one.Secret)],
                clock,
                [.. Secrets.Where(one => one.Until is not null).Select(one => new ReplacedSecret(one.Secret, one.Until!.Value))]
            );

    /// <summary>An address below the partner's url.</summary>
    public Uri At(string path) => new($"{Url!.AbsoluteUri.TrimEnd('/')}/{path}");

    /// <summary>Secrets with which we sign: all that the other side takes, because it may not have changed yet.</summary>
    public IEnumerable<WebhookSecret> Signing(DateTimeOffset now)
    {
        var taken = Secrets.Where(one => one.IsTaken(now)).ToList();
        return (taken.Exists(one => one.From <= now) ? taken.Where(one => one.From <= now) : taken).Select(one => one.Secret);
    }

    /// <summary>True when the line serves part of an account's area.</summary>
    public bool IsFor(Asked asked) => Areas.Count == 0 || asked.Grants.Any(grant => Areas.Any(area => Touches(area, grant.Scope.Division)));

    /// <summary>True when either division lies in the other.</summary>
    public static bool Touches(string area, string division) =>
        area.StartsWith(division, StringComparison.Ordinal) || division.StartsWith(area, StringComparison.Ordinal);

    /// <summary>Number of digits by which an area of the line covers a division; null where it does not serve the division.</summary>
    public int? Reach(string division) =>
        Areas.Count == 0 ? 0 : Areas.Where(area => division.StartsWith(area, StringComparison.Ordinal)).Max(area => (int?)area.Length);
}

/// <summary>
/// A secret with which both sides sign: taken until <paramref name="Until"/> (null: until it is replaced), used to sign
/// from <paramref name="From"/>.
/// </summary>
internal sealed record SharedSecret(WebhookSecret Secret, DateTimeOffset From, DateTimeOffset? Until)
{
    public bool IsTaken(DateTimeOffset now) => !(Until <= now);
}

/// <summary>
/// The lines, and the secrets shared with each: four lines of the settings, each of which can be dialled, and those of
/// the register.
/// </summary>
internal sealed class Partners(Settings settings, ISealing sealing, TimeProvider clock)
{
    private readonly ConditionalWeakTable<HotlineLine, IReadOnlyList<SharedSecret>> _opened = [];

    /// <summary>Lines of the settings, configured or not.</summary>
    private readonly IReadOnlyList<Partner> _set =
    [
        .. HotlineCode.All.Select(code => Partner.Of(code, settings.Hotlines.GetValueOrDefault(code.Number))),
    ];

    /// <summary>All lines, those of the settings first.</summary>
    public IReadOnlyList<Partner> All(Known known) =>
        [
            .. _set,
            .. (known.TryOf<LinesKnown>() ?? LinesKnown.None)
                .Register.All.Where(line => line.Value.EndedAt is null)
                .SelectMany(line => Numbers(line.Key, line.Value)),
        ];

    /// <summary>The line of a name in addresses; null where there is none.</summary>
    public Partner? Of(Known known, string? line) => All(known).FirstOrDefault(partner => partner.Line == line);

    /// <summary>
    /// The line that serves a division for a number: a county's own before its city's, and the line of the settings last.
    /// </summary>
    /// <param name="division">6 digits at least.</param>
    public Partner For(Known known, HotlineCode number, string division) =>
        All(known).Where(partner => partner.Code == number && partner.Reach(division) is not null).MaxBy(one => one.Reach(division))!;

    private IEnumerable<Partner> Numbers(string code, HotlineLine line)
    {
        var (secrets, now) = (_opened.GetValue(line, Open), clock.GetUtcNow());
        return line.Facts.Numbers.Select(number => new Partner(
            HotlineCode.Of(number)!.Value,
            line.Facts.Url is { } url ? new Uri(url) : null,
            line.Facts.Home
        )
        {
            Line = LineFacts.Address(code, number),
            Name = line.Facts.Name,
            Areas = line.Facts.Areas,
            Secrets = secrets,
            HasMachine = line.Facts.Url is not null && secrets.Any(one => one.IsTaken(now)),
        });
    }

    private IReadOnlyList<SharedSecret> Open(HotlineLine line) =>
        [
            .. line
                .Secrets.Reverse()
                .Select(one =>
                    WebhookSecret.Parse(sealing.Open<LineSecretText>(one.Text)?.Secret) is { } secret
                        ? new SharedSecret(secret, one.From, one.Until)
                        : null
                )
                .OfType<SharedSecret>(),
        ];
}
