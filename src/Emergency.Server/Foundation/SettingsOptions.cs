using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Net;
using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Foundation;

/// <summary>Names, allowed values, parsing and display of all settings.</summary>
internal sealed partial record Settings
{
    /// <summary>
    /// A setting: its name, the allowed values, whether its value must never be printed, how it is set (null: not allowed) and shown.
    /// </summary>
    public sealed record Option(
        string Name,
        string Allowed,
        bool Secret,
        Func<Settings, string, Settings?> Set,
        Func<Settings, string?> Show
    );

    /// <summary>The voice gateway that rings people. It is no hotline, but is configured and signed like one.</summary>
    public const string Voice = "voice";

    /// <summary>The platform that speaks over loudspeakers; no hotline either.</summary>
    public const string Loudspeakers = "loudspeakers";

    /// <summary>The bridge to the messenger app that an office works with.</summary>
    public const string Chat = "chat";
    public static readonly IReadOnlyList<string> HotlineCodes = ["110", "119", "120", "12345"];

    /// <summary>All codes allowed under hotlines:….</summary>
    public static IReadOnlyList<string> LineCodes { get; } = [.. HotlineCodes, Voice, Loudspeakers, Chat];

    public static readonly IReadOnlyList<Option> Options =
    [
        new(
            "urls",
            "http://host:port or https://host:port, several with ; between",
            false,
            (s, text) => text.Split(';').All(IsUrl) ? s with { Urls = text } : null,
            s => s.Urls
        ),
        new("certificate", "a PEM file", false, (s, text) => text.Length > 0 ? s with { Certificate = text } : null, s => s.Certificate),
        new(
            "certificate-key",
            "a PEM file",
            false,
            (s, text) => text.Length > 0 ? s with { CertificateKey = text } : null,
            s => s.CertificateKey
        ),
        new(
            "proxies",
            "addresses or networks such as 10.0.0.0/24, several with ; between",
            false,
            (s, text) => Networks(text) is { } networks ? s with { Proxies = networks } : null,
            s => s.Proxies.IsEmpty ? null : string.Join(';', s.Proxies)
        ),
        Whole("hsts-days", "0 to 730 (days; 0: none)", 0, 730, s => s.HstsDays, (s, number) => s with { HstsDays = number }),
        new("data", "a folder", false, (s, text) => text.Length > 0 ? s with { Data = text } : null, s => s.Data),
        new(
            "journal",
            "sqlite, or Host=…;Database=…",
            false,
            (s, text) => text == "sqlite" || Connection(text) is not null ? s with { Journal = text } : null,
            s => Hidden(s.Journal)
        ),
        new("master-key", "a file", false, (s, text) => text.Length > 0 ? s with { MasterKey = text } : null, s => s.MasterKeyFile),
        new(
            "seal-key",
            "a file outside the data folder",
            false,
            (s, text) => text.Length > 0 ? s with { SealKey = text } : null,
            s => s.SealKeyFile
        ),
        new("anchors", "a folder", false, (s, text) => text.Length > 0 ? s with { Anchors = text } : null, s => s.AnchorFolder),
        new(
            "anchor-partner",
            "110, 119, 120 or 12345",
            false,
            (s, text) => HotlineCodes.Contains(text, StringComparer.Ordinal) ? s with { AnchorPartner = text } : null,
            s => s.AnchorPartner
        ),
        new(
            "demo",
            "on or off",
            false,
            (s, text) => text is "on" or "off" ? s with { Demo = text == "on" } : null,
            s =>
                s.Demo switch
                {
                    null => null,
                    true => "on",
                    false => "off",
                }
        ),
        new(
            "demo-password",
            "8 to 100 characters",
            true,
            (s, text) => text.Length is >= 8 and <= 100 ? s with { DemoPassword = text } : null,
            s => s.DemoPassword
        ),
        new(
            "duty-phone",
            "3 to 20 digits and -",
            false,
            (s, text) =>
                text.Length is >= 3 and <= 20 && text.All(letter => char.IsAsciiDigit(letter) || letter == '-')
                    ? s with
                    {
                        DutyPhone = text,
                    }
                    : null,
            s => s.DutyPhone
        ),
        new(
            "cap-senders",
            "names of senders, several with ; between",
            false,
            (s, text) => Names(text) is { } names ? s with { CapSenders = names } : null,
            s => s.CapSenders.IsEmpty ? null : string.Join(';', s.CapSenders)
        ),
        new(
            "push-hosts",
            "host names, *.name for all below it, several with ; between; none",
            false,
            (s, text) =>
                text == "none" ? s with { PushHosts = [] }
                : Names(text) is { } hosts
                && hosts.All(host =>
                    Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) != UriHostNameType.Unknown
                )
                    ? s with
                    {
                        PushHosts = hosts,
                    }
                : null,
            s => s.PushHosts.IsEmpty ? "none" : string.Join(';', s.PushHosts)
        ),
        Whole("sockets", "1 to 1000000", 1, 1_000_000, s => s.Sockets, (s, number) => s with { Sockets = number }),
        Whole(
            "sockets-per-session",
            "1 to 1000000",
            1,
            1_000_000,
            s => s.SocketsPerSession,
            (s, number) => s with { SocketsPerSession = number }
        ),
        new(
            "public-url",
            "http://host:port or https://host:port",
            false,
            (s, text) => IsUrl(text) ? s with { PublicUrl = new Uri(text) } : null,
            s => s.PublicUrl?.ToString()
        ),
        new("base-maps", "a folder", false, (s, text) => text.Length > 0 ? s with { BaseMaps = text } : null, s => s.BaseMapFolders[0]),
        new(
            "phone-lock",
            "offered or required",
            false,
            (s, text) => text is "offered" or "required" ? s with { PhoneLockRequired = text == "required" } : null,
            s => s.PhoneLockRequired ? "required" : "offered"
        ),
        new(
            "password-hashes",
            "a file",
            false,
            (s, text) => text.Length > 0 ? s with { PasswordHashes = text } : null,
            s => s.PasswordHashes
        ),
        new(
            "situation-forms",
            "a file",
            false,
            (s, text) => text.Length > 0 ? s with { SituationForms = text } : null,
            s => s.SituationForms
        ),
        new("plan-layout", "a file", false, (s, text) => text.Length > 0 ? s with { PlanLayout = text } : null, s => s.PlanLayout),
        new("rule-packs", "a folder", false, (s, text) => text.Length > 0 ? s with { RulePacks = text } : null, s => s.RulePacks),
        new(
            "second-factor-roles",
            "names of roles such as Operator;CountyCommander;Auditor",
            false,
            (s, text) => Roles(text) is { } roles ? s with { SecondFactorRoles = roles } : null,
            s => s.SecondFactorRoles.IsEmpty ? null : string.Join(';', s.SecondFactorRoles)
        ),
        OfIssuer(
            "issuer",
            "https://host/path (http only on this machine)",
            (o, text) => OidcSettings.IsSafe(text) ? o with { Issuer = new Uri(text) } : null,
            o => o.Issuer?.OriginalString
        ),
        OfIssuer("client-id", "a name", (o, text) => text.Length > 0 ? o with { ClientId = text } : null, o => o.ClientId),
        OfIssuer("client-secret-file", "a file", (o, text) => text.Length > 0 ? o with { SecretFile = text } : null, o => o.SecretFile),
        OfIssuer(
            "scopes",
            "openid and others, separated by spaces",
            (o, text) => text.Split(' ').Contains("openid", StringComparer.Ordinal) ? o with { Scopes = text } : null,
            o => o.Scopes
        ),
        OfIssuer("mapping", "a JSON file", (o, text) => text.Length > 0 ? o with { Mapping = text } : null, o => o.Mapping),
        OfIssuer("name", "1 to 30 characters", (o, text) => text.Length is >= 1 and <= 30 ? o with { Name = text } : null, o => o.Name),
        OfWeCom(
            "url",
            "https://host (http only on this machine)",
            (w, text) => OidcSettings.IsSafe(text) ? w with { Url = new Uri(text) } : null,
            w => w.Url.ToString()
        ),
        OfWeCom("corp", "a corpid", (w, text) => text.Length > 0 ? w with { Corp = text } : null, w => w.Corp),
        OfWeCom(
            "agent",
            "the number of an application",
            (w, text) =>
                long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var agent) && agent > 0
                    ? w with
                    {
                        Agent = agent,
                    }
                    : null,
            w => w.Agent == 0 ? null : w.Agent.ToString(CultureInfo.InvariantCulture)
        ),
        OfWeCom("secret-file", "a file", (w, text) => text.Length > 0 ? w with { SecretFile = text } : null, w => w.SecretFile),
        Whole("join-metres", "0 to 5000 (metres)", 0, 5_000, s => s.JoinMetres, (s, number) => s with { JoinMetres = number }),
        Whole("join-minutes", "0 to 1440 (minutes)", 0, 1_440, s => s.JoinMinutes, (s, number) => s with { JoinMinutes = number }),
        Whole("readings-per-hour", "1 to 100000", 1, 100_000, s => s.ReadingsPerHour, (s, number) => s with { ReadingsPerHour = number }),
        Whole(
            "attachment-kb",
            "100 to 10000 (kB)",
            100,
            10_000,
            s => s.AttachmentKilobytes,
            (s, number) => s with { AttachmentKilobytes = number }
        ),
        Whole(
            "attachments-mb",
            "1 to 1000000 (MB, of one community)",
            1,
            1_000_000,
            s => s.AttachmentsMegabytes,
            (s, number) => s with { AttachmentsMegabytes = number }
        ),
        Term("callers", terms => terms.Callers, (terms, months) => terms with { Callers = months }),
        Term("cases", terms => terms.Cases, (terms, months) => terms with { Cases = months }),
        Term("visitors", terms => terms.Visitors, (terms, months) => terms with { Visitors = months }),
        Term("accounts", terms => terms.Accounts, (terms, months) => terms with { Accounts = months }),
        Term("members", terms => terms.Members, (terms, months) => terms with { Members = months }),
        Whole("ballast", "0 to 4096 (MB)", 0, 4_096, s => s.Ballast, (s, number) => s with { Ballast = number }),
        Whole(
            "checkpoint",
            "0 to 1000000000 (events; 0: none)",
            0,
            1_000_000_000,
            s => s.Checkpoint,
            (s, number) => s with { Checkpoint = number }
        ),
        new("otlp", "http://host:port", false, (s, text) => IsUrl(text) ? s with { Otlp = new Uri(text) } : null, s => s.Otlp?.ToString()),
        .. LineCodes.SelectMany(code =>
            (Option[])
                [
                    new(
                        $"hotlines:{code}:secret",
                        "whsec_ and 24 to 64 bytes in base64",
                        true,
                        (s, text) => IsSecret(text) ? s.With(code, line => line with { Secret = text }) : null,
                        s => s.Hotlines.GetValueOrDefault(code)?.Secret
                    ),
                    new(
                        $"hotlines:{code}:replaced-secrets",
                        "whsec_… until 2026-12-31T08:00+08:00, several with ; between",
                        true,
                        (s, text) => Replaced(text) is { } old ? s.With(code, line => line with { Replaced = old }) : null,
                        s =>
                            s.Hotlines.GetValueOrDefault(code) is { Replaced.Length: > 0 } line
                                ? string.Join(';', line.Replaced.Select(one => one.Until.ToString("O", CultureInfo.InvariantCulture)))
                                : null
                    ),
                    new(
                        $"hotlines:{code}:url",
                        "http://host:port",
                        false,
                        (s, text) => IsUrl(text) ? s.With(code, line => line with { Url = new Uri(text) }) : null,
                        s => s.Hotlines.GetValueOrDefault(code)?.Url?.ToString()
                    ),
                ]
        ),
        .. HotlineCodes.Select(code => new Option(
            $"hotlines:{code}:home",
            "6 digits of a county",
            false,
            (s, text) => text.Length == 6 && Divisions.IsCode(text) ? s.With(code, line => line with { Home = text }) : null,
            s => s.Hotlines.GetValueOrDefault(code)?.Home
        )),
    ];

    /// <summary>Settings in force, one per line, without secrets.</summary>
    public IEnumerable<string> Lines() =>
        Options
            .Where(option => option.Show(this) is not null)
            .Select(option => $"{option.Name} = {(option.Secret ? "(set)" : option.Show(this))}");

    private Settings With(string code, Func<HotlineSettings, HotlineSettings> change) =>
        this with
        {
            Hotlines = Hotlines.SetItem(code, change(Hotlines.GetValueOrDefault(code) ?? new HotlineSettings())),
        };

    private static ImmutableArray<string>? Names(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names
            ? [.. names]
            : null;

    private static ImmutableArray<Role>? Roles(string text)
    {
        var roles = (Names(text) ?? [])
            .Select(name => Enum.TryParse<Role>(name, out var role) && Enum.IsDefined(role) && role.ToString() == name ? role : (Role?)null)
            .ToList();
        return roles.Count > 0 && !roles.Contains(null) ? [.. roles.OfType<Role>().Distinct()] : null;
    }

    /// <summary>Parses networks; an address alone is a network of one.</summary>
    private static ImmutableArray<IPNetwork>? Networks(string text)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var one in Names(text) ?? [])
            if (IPNetwork.TryParse(one, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(one, out var address))
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            else
                return null;
        return networks.Count == 0 ? null : networks.ToImmutable();
    }

    private static Option OfIssuer(
        string name,
        string allowed,
        Func<OidcSettings, string, OidcSettings?> set,
        Func<OidcSettings, string?> show
    ) =>
        new(
            $"oidc:{name}",
            allowed,
            false,
            (s, text) => set(s.Oidc, text) is { } changed ? s with { Oidc = changed } : null,
            s => show(s.Oidc)
        );

    private static Option OfWeCom(
        string name,
        string allowed,
        Func<WeComSettings, string, WeComSettings?> set,
        Func<WeComSettings, string?> show
    ) =>
        new(
            $"wecom:{name}",
            allowed,
            false,
            (s, text) => set(s.WeCom, text) is { } changed ? s with { WeCom = changed } : null,
            s => show(s.WeCom)
        );

    private static Option Term(string name, Func<RetentionTerms, int> of, Func<RetentionTerms, int, RetentionTerms> with) =>
        Whole(
            $"retention:{name}",
            "0 to 600 (months; 0: nobody is asked)",
            0,
            600,
            s => of(s.Retention),
            (s, months) => s with { Retention = with(s.Retention, months) }
        );

    private static Option Whole(
        string name,
        string allowed,
        int least,
        int most,
        Func<Settings, int> of,
        Func<Settings, int, Settings> with
    ) =>
        new(
            name,
            allowed,
            false,
            (s, text) =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                    ? with(s, number)
                    : null,
            s => of(s).ToString(CultureInfo.InvariantCulture)
        );

    private static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    private static bool IsSecret(string text)
    {
        Span<byte> bytes = stackalloc byte[96];
        return text.StartsWith("whsec_", StringComparison.Ordinal)
            && Convert.TryFromBase64String(text["whsec_".Length..], bytes, out var length)
            && length is >= 24 and <= 64;
    }

    /// <summary>Parses secrets, each with its time and UTC offset; null where an entry is malformed.</summary>
    private static ImmutableArray<(string, DateTimeOffset)>? Replaced(string text)
    {
        var all = ImmutableArray.CreateBuilder<(string, DateTimeOffset)>();
        foreach (var one in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split(" until ", 2, StringSplitOptions.TrimEntries) is not [var secret, var time] || !IsSecret(secret))
                return null;
            if (!DateTimeOffset.TryParseExact(time, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
                return null;
            all.Add((secret, until));
        }
        return all.Count == 0 ? null : all.ToImmutable();
    }

    private static readonly string[] Times = ["yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz"];

    private static DbConnectionStringBuilder? Connection(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return parts.ContainsKey("Host") && parts.ContainsKey("Database") ? parts : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Hidden(string journal)
    {
        if (Connection(journal) is not { } parts)
            return journal;
        foreach (var name in (string[])["Password", "Pwd", "Passfile", "SSL Password"])
            parts.Remove(name);
        return parts.ConnectionString;
    }
}
