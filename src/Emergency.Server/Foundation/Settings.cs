using System.Collections.Immutable;
using System.Net;
using Emergency.Domain;
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
internal sealed partial record Settings
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
    public int HstsDays { get; init; } = 365;

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

    /// <summary>Senders of warnings, as CAP 1.2 names them, whose word ends or changes their own earlier ones, where the same account brought both; empty: a person of the desk is always asked. Others warn all the same.</summary>
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

    /// <summary>JSON file of report forms (报送) of upper levels: one with the code of a built-in form takes its place, others are offered as well; null: only the built-in ones.</summary>
    public string? SituationForms { get; init; }

    /// <summary>JSON file that says how a plan is laid out on paper, in the form of plan-layout.json; null: the built-in layout (GB/T 9704-2012).</summary>
    public string? PlanLayout { get; init; }

    /// <summary>A folder with a county's own rule packs (*.json, in the form of packs/schema.json), beside the built-in ones; null: there are none.</summary>
    public string? RulePacks { get; init; }

    /// <summary>Roles whose owners sign in with a second factor and enrol one before anything else; empty: it is everybody's own choice.</summary>
    public ImmutableArray<Role> SecondFactorRoles { get; init; } = [];

    /// <summary>An issuer outside by which people may sign in too.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>企业微信, as one way to reach people.</summary>
    public WeComSettings WeCom { get; init; } = new();

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

    /// <summary>A folder with what lies under the maps: MBTiles, PMTiles and base-maps.json; null: base-maps in the data folder.</summary>
    public string? BaseMaps { get; init; }

    /// <summary>The folder of the demo's own ground; null without a demo.</summary>
    public string? DemoBaseMaps { get; init; }

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
    public IReadOnlyList<string> BaseMapFolders =>
        [BaseMaps ?? Path.Combine(Data, "base-maps"), .. DemoBaseMaps is { } demo ? (string[])[demo] : []];
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

    public bool TakesWordOf(string sender) => CapSenders.Contains(sender, StringComparer.Ordinal);

    /// <summary>A new database becomes a demo when it is asked for, or when nothing is configured.</summary>
    public bool DemoWhenNew => Demo ?? (MasterKey is null && Journal == "sqlite");
    public EngineSettings Engine => new(Data, Journal) { Ballast = Ballast * 1024L * 1024, SealKey = SealKeyFile };
}
