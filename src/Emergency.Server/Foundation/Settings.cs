using System.Collections.Immutable;
using System.Net;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Hotlines.Signing;

namespace Emergency.Server.Foundation;

/// <summary>
/// A hotline's shared secret ("whsec_" and base64, as Standard Webhooks writes it) and the address we send to; without an address the line
/// is voice-only. <paramref name="Home"/> is the county (6 digits) whose desk gets messages of the line without a usable place; null means
/// the only county with a desk.
/// </summary>
internal sealed record HotlineSettings(string? Secret = null, Uri? Url = null, string? Home = null)
{
    /// <summary>
    /// Replaced secrets, each accepted until its time, so that both sides can change theirs one after the other and no message is lost.
    /// </summary>
    public ImmutableArray<(string Secret, DateTimeOffset Until)> Replaced { get; init; } = [];

    public IReadOnlyList<ReplacedSecret> ReplacedSecrets =>
        [.. Replaced.Select(one => new ReplacedSecret(WebhookSecret.Parse(one.Secret)!, one.Until))];
}

/// <summary>
/// Months (0 … 600) for which personal data are kept before somebody is asked whether to destroy them; 0: nobody is asked. Local settings:
/// the law asks for the shortest time the purpose needs and names none (个人信息保护法 19).
/// </summary>
/// <param name="Callers">People who called, counted from the end of the incident's scene.</param>
/// <param name="Cases">People who reported something that became no incident, counted from their last message.</param>
/// <param name="Visitors">People found at a door who are in no register, counted from the end of the scene.</param>
/// <param name="Accounts">Owners of closed accounts, counted from the closing.</param>
/// <param name="Members">People who left a team, counted from the closing of the last of their accounts.</param>
internal sealed record RetentionTerms(int Callers = 12, int Cases = 12, int Visitors = 6, int Accounts = 36, int Members = 24);

/// <summary>All that an operator may set, with its default: command line before environment before appsettings.json (section "Emergency").</summary>
internal sealed partial record Settings
{
    /// <summary>Addresses served, separated by semicolons; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>
    /// PEM file of the certificate for https addresses, followed by the certificates that lead to its root; null: there is none.
    /// </summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the certificate's key, not encrypted; null: it lies in the certificate's file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Proxies whose X-Forwarded-For and X-Forwarded-Proto are trusted; empty: none.</summary>
    public ImmutableArray<IPNetwork> Proxies { get; init; } = [];

    /// <summary>
    /// Days (0 … 730) for which a browser that came over https must use nothing else (HSTS, RFC 6797); 0 sends no such header. Sent only
    /// where <see cref="PublicUrl"/> is https.
    /// </summary>
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

    /// <summary>The hotline to which each day's anchor is sent for keeping; null sends it to nobody.</summary>
    public string? AnchorPartner { get; init; }

    /// <summary>Read only for a new database; null means on when nothing else is configured.</summary>
    public bool? Demo { get; init; }

    /// <summary>Password of the demo accounts, 8 … 100 characters; null draws one. Read only for a new database.</summary>
    public string? DemoPassword { get; init; }

    /// <summary>
    /// Senders of warnings, as CAP 1.2 names them, whose messages may end or change their own earlier warnings, provided that the same
    /// account sent both. Empty: a person at the desk always decides. Other senders can still warn.
    /// </summary>
    public ImmutableArray<string> CapSenders { get; init; } = [];

    /// <summary>
    /// Hosts of the push services to which a browser may have its pushes sent; "*.example" means every host below it. Other hosts are
    /// refused, because the address comes from a browser. A loopback address is accepted only if it is listed here, and then without https.
    /// </summary>
    public ImmutableArray<string> PushHosts { get; init; } =
    ["fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "*.notify.windows.com"];

    /// <summary>The duty room's phone, shown to anybody on the pages for sign-in and for the public; null shows none.</summary>
    public string? DutyPhone { get; init; }

    /// <summary>Most WebSockets that this node holds, 1 … 1,000,000; further ones are told to come again.</summary>
    public int Sockets { get; init; } = 20_000;

    /// <summary>Most WebSockets of one session, 1 … 1,000,000; a browser tab has one. An account may have four times as many.</summary>
    public int SocketsPerSession { get; init; } = 16;

    /// <summary>
    /// True when a phone stores data only under a lock that its owner has set; otherwise a lock is merely offered. A local setting.
    /// </summary>
    public bool PhoneLockRequired { get; init; }

    /// <summary>
    /// File of SHA-1 hashes (hex, one a line, sorted) of leaked passwords, which nobody may choose; null: passwords are not looked up.
    /// </summary>
    public string? PasswordHashes { get; init; }

    /// <summary>
    /// JSON file of report forms (报送) of upper levels. A form with the code of a built-in one replaces it, others are offered as well;
    /// null: only the built-in forms.
    /// </summary>
    public string? SituationForms { get; init; }

    /// <summary>
    /// JSON file that lays out a plan on paper, in the form of plan-layout.json; null: the built-in layout (GB/T 9704-2012).
    /// </summary>
    public string? PlanLayout { get; init; }

    /// <summary>A folder with a county's own rule packs (*.json, in the form of packs/schema.json), beside the built-in ones; null: there are none.</summary>
    public string? RulePacks { get; init; }

    /// <summary>
    /// Roles whose owners must sign in with a second factor, and enrol one before anything else; empty: everybody chooses.
    /// </summary>
    public ImmutableArray<Role> SecondFactorRoles { get; init; } = [];

    /// <summary>An external issuer by which people can sign in too.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>企业微信, as one way to reach people.</summary>
    public WeComSettings WeCom { get; init; } = new();

    /// <summary>
    /// Address at which people reach the pages, used for printed and scanned codes; if it is https, cookies go over nothing else. Null: the
    /// address of the request, provided that it is this server's own.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// Greatest distance in metres, 0 … 5,000, and time (<see cref="JoinMinutes"/>, 0 … 1,440) between incidents of one kind that are
    /// offered for joining. A local setting: no law says how near one fire is to another.
    /// </summary>
    public int JoinMetres { get; init; } = 500;
    public int JoinMinutes { get; init; } = 30;

    /// <summary>
    /// Readings of personal data by one account within a clock hour, 1 … 100,000, from which on the auditor and the county's commander are
    /// told. A local setting: no law says how many are unusual.
    /// </summary>
    public int ReadingsPerHour { get; init; } = 200;

    /// <summary>
    /// Largest picture or paper, 100 … 10,000 kB, and all files of one community together, 1 … 1,000,000 MB. Local settings.
    /// </summary>
    public int AttachmentKilobytes { get; init; } = 5_000;
    public int AttachmentsMegabytes { get; init; } = 2_000;

    /// <summary>Folder with the base maps: MBTiles, PMTiles and base-maps.json; null: base-maps in the data folder.</summary>
    public string? BaseMaps { get; init; }

    /// <summary>Folder with the demo's own base maps; null without a demo.</summary>
    public string? DemoBaseMaps { get; init; }

    /// <summary>Times after which somebody is asked whether to destroy personal data.</summary>
    public RetentionTerms Retention { get; init; } = new();

    /// <summary>Size of the ballast file in MB, 0 … 4,096.</summary>
    public int Ballast { get; init; } = 64;

    /// <summary>
    /// Events between two checkpoints, 0 … 1,000,000,000. A start continues from the last checkpoint instead of the first event; 0 makes
    /// none.
    /// </summary>
    public int Checkpoint { get; init; } = 100_000;

    /// <summary>Address for measurements and traces (OTLP over HTTP); null sends none.</summary>
    public Uri? Otlp { get; init; }
    public ImmutableSortedDictionary<string, HotlineSettings> Hotlines { get; init; } =
        ImmutableSortedDictionary.Create<string, HotlineSettings>(StringComparer.Ordinal);

    /// <summary>The homes of hotlines as one text, because views of messages from a line depend on them.</summary>
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

    /// <summary>True when a new database becomes a demo: it was asked for, or nothing is configured.</summary>
    public bool DemoWhenNew => Demo ?? (MasterKey is null && Journal == "sqlite");
    public EngineSettings Engine => new(Data, Journal) { Ballast = Ballast * 1024L * 1024, SealKey = SealKeyFile };
}
