using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Net;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Hotlines.Signing;

namespace Emergency.Server.Foundation;

/// <summary>A hotline's shared secret ("whsec_" and base64, as Standard Webhooks writes it) and the address we send to; without one it is voice-only. <paramref name="Home"/>: the county (6 digits) whose desk gets what the line says without a usable place; null is the only county with a desk.</summary>
internal sealed record HotlineSettings(string? Secret = null, Uri? Url = null, string? Home = null)
{
    /// <summary>Secrets that were replaced, each taken until its time: both sides change theirs one after the other and no message is lost.</summary>
    public ImmutableArray<(string Secret, DateTimeOffset Until)> Replaced { get; init; } = [];

    public IReadOnlyList<ReplacedSecret> ReplacedSecrets =>
        [.. Replaced.Select(one => new ReplacedSecret(WebhookSecret.Parse(one.Secret)!, one.Until))];
}

/// <summary>How many months (0 … 600) personal data are kept before somebody is asked what shall become of them; 0: nobody is asked. Local settings: the law asks for the shortest time the purpose needs and names none (个人信息保护法 19).</summary>
/// <param name="Callers">Who called, after the scene of the incident has ended.</param>
/// <param name="Cases">Who told of what became no incident, after the last message.</param>
/// <param name="Visitors">Who was found at a door and is in no register, after the scene has ended.</param>
/// <param name="Accounts">Whose account was closed, after that.</param>
/// <param name="Members">Who has left a team: after the last of the accounts that stood for them was closed.</param>
internal sealed record RetentionTerms(int Callers = 12, int Cases = 12, int Visitors = 6, int Accounts = 36, int Members = 24);

/// <summary>All that an operator may set, with its default: command line before environment before appsettings.json (section "Emergency").</summary>
internal sealed record Settings
{
    /// <summary>Addresses served, separated by semicolons; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>PEM file of the certificate that https addresses are served with, followed by those that lead to its root; null: there is none.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the certificate's key, not encrypted; null: it lies in the certificate's file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; empty: nobody's are.</summary>
    public ImmutableArray<IPNetwork> Proxies { get; init; } = [];

    /// <summary>How many days a browser that came over https shall come over nothing else (RFC 6797), 0 … 730; 0: it is not told so. Only where <see cref="PublicUrl"/> is https.</summary>
    public int HstsDays { get; init; } = 180;

    /// <summary>Folder of the SQLite files, the keys and <c>head</c>.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>"sqlite" or a PostgreSQL connection string.</summary>
    public string Journal { get; init; } = "sqlite";

    /// <summary>File of the master key; null is master.key in the data folder.</summary>
    public string? MasterKey { get; init; }

    /// <summary>File of the key that signs the seals of the journal; null is seal.key in a folder beside the data folder, named after it with "-keys". Never inside it.</summary>
    public string? SealKey { get; init; }

    /// <summary>Folder of the daily anchors; null is anchors beside the seal key. Best where nobody who may change the data can write.</summary>
    public string? Anchors { get; init; }

    /// <summary>The hotline that is sent each day's anchor to keep; null sends it to nobody.</summary>
    public string? AnchorPartner { get; init; }

    /// <summary>Read only for a new database; null means on when nothing else is configured.</summary>
    public bool? Demo { get; init; }

    /// <summary>Password of the demo accounts, 8 … 100 characters; null draws one. Read only for a new database.</summary>
    public string? DemoPassword { get; init; }

    /// <summary>Senders of warnings, as CAP 1.2 names them, whose word ends or changes their own earlier ones; empty: every sender's does. Others warn all the same, and the desk is asked about the rest.</summary>
    public ImmutableArray<string> CapSenders { get; init; } = [];

    /// <summary>Hosts of the push services to which a browser may have its pushes sent; "*.example" is every host below it. Others are refused: the address comes from a browser. A loopback address is meant only where it stands here, and then without https.</summary>
    public ImmutableArray<string> PushHosts { get; init; } =
    ["fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "*.notify.windows.com"];

    /// <summary>The duty room's phone, shown to anybody on the pages for sign-in and for the public; null shows none.</summary>
    public string? DutyPhone { get; init; }

    /// <summary>Live lines (WebSockets) this node holds at most, 1 … 1,000,000; one more is told to come again.</summary>
    public int Sockets { get; init; } = 20_000;

    /// <summary>Live lines of one session at most, 1 … 1,000,000: a line is a tab. An account has four times as many.</summary>
    public int SocketsPerSession { get; init; } = 16;

    /// <summary>Whether a phone keeps what it reads only under a lock that its owner has set; else one is offered. A local setting.</summary>
    public bool PhoneLockRequired { get; init; }

    /// <summary>File of SHA-1 hashes (hex, one a line, sorted) of passwords that became known and that nobody may choose; null: none is looked up.</summary>
    public string? PasswordHashes { get; init; }

    /// <summary>Roles whose owners sign in with a second factor and enrol one before anything else; empty: it is everybody's own choice.</summary>
    public ImmutableArray<Role> SecondFactorRoles { get; init; } = [];

    /// <summary>An issuer outside by which people may sign in too.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>Where people reach the pages, for what is printed and scanned; where it is https, cookies go over nothing else. Null: the address this server is asked at, where that is its own.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Incidents of one kind within so many metres, 0 … 5,000, and <see cref="JoinMinutes"/> (0 … 1,440) are offered for joining. A local setting: no law says how near one fire is another.</summary>
    public int JoinMetres { get; init; } = 500;
    public int JoinMinutes { get; init; } = 30;

    /// <summary>Readings of personal data by one account within an hour of the clock, 1 … 100,000, from which on the auditor and the county's commander are told. A local setting: no law says what is unusual.</summary>
    public int ReadingsPerHour { get; init; } = 200;

    /// <summary>A picture or paper at most, 100 … 10,000 kB; and all of one community together, 1 … 1,000,000 MB. Local settings.</summary>
    public int AttachmentKilobytes { get; init; } = 5_000;
    public int AttachmentsMegabytes { get; init; } = 2_000;

    /// <summary>When somebody is asked whether personal data shall be destroyed.</summary>
    public RetentionTerms Retention { get; init; } = new();

    /// <summary>Size of the ballast file in MB, 0 … 4,096.</summary>
    public int Ballast { get; init; } = 64;

    /// <summary>Events between two checkpoints, from which a start goes on instead of from the first event: 0 … 1,000,000,000; 0 makes none.</summary>
    public int Checkpoint { get; init; } = 100_000;

    /// <summary>Where measurements and traces go (OTLP over HTTP); null sends none.</summary>
    public Uri? Otlp { get; init; }
    public ImmutableSortedDictionary<string, HotlineSettings> Hotlines { get; init; } =
        ImmutableSortedDictionary.Create<string, HotlineSettings>(StringComparer.Ordinal);

    /// <summary>The homes of hotlines as one text: what views make of what came over a line depends on them.</summary>
    public string Homes =>
        string.Join(' ', Hotlines.Where(line => line.Value.Home is not null).Select(line => $"{line.Key}={line.Value.Home}"));
    public string CheckpointFolder => Path.Combine(Data, "views");
    public string MasterKeyFile => MasterKey ?? Path.Combine(Data, "master.key");
    public string SealKeyFile =>
        SealKey
        ?? Path.Combine(
            $"{(Path.GetFileName(Path.TrimEndingDirectorySeparator(Data)) is "." or ".." ? Path.GetFullPath(Data) : Path.TrimEndingDirectorySeparator(Data))}-keys",
            "seal.key"
        );
    public string AnchorFolder =>
        Anchors ?? Path.Combine(Path.GetDirectoryName(SealKeyFile) is { Length: > 0 } folder ? folder : ".", "anchors");

    public bool TakesWordOf(string sender) => CapSenders.IsEmpty || CapSenders.Contains(sender, StringComparer.Ordinal);

    /// <summary>A new database becomes a demo when it is asked for, or when nothing is configured.</summary>
    public bool DemoWhenNew => Demo ?? (MasterKey is null && Journal == "sqlite");
    public EngineSettings Engine => new(Data, Journal) { Ballast = Ballast * 1024L * 1024, SealKey = SealKeyFile };

    /// <summary>One thing that can be set: its name, what is allowed, whether its value is never printed, how it is set (null: not allowed) and shown.</summary>
    public sealed record Option(
        string Name,
        string Allowed,
        bool Secret,
        Func<Settings, string, Settings?> Set,
        Func<Settings, string?> Show
    );

    /// <summary>The voice gateway that rings people; no hotline, but set and signed like one.</summary>
    public const string Voice = "voice";
    public static readonly IReadOnlyList<string> HotlineCodes = ["110", "119", "120", "12345"];

    /// <summary>All that may be set under hotlines:….</summary>
    public static IReadOnlyList<string> LineCodes { get; } = [.. HotlineCodes, Voice];

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

    /// <summary>What is in force, a line each, without secrets.</summary>
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

    /// <summary>An address alone is a network of one.</summary>
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

    /// <summary>Each with its time, which says how it differs from UTC; null where one is neither.</summary>
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
