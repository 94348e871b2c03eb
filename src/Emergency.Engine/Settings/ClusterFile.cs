using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Engine.Settings;

/// <summary>Settings for the entities of one kind.</summary>
internal sealed record KindSettings
{
    /// <summary>More than any installation has nodes, and few enough to move in seconds.</summary>
    public const int UsualShards = 30;

    /// <summary>Seconds after which an unused entity is put to sleep, 1 … 86,400; null: as all others.</summary>
    public int? IdleSeconds { get; init; }

    /// <summary>Into how many parts the kind is cut, each awake on one node, 1 … 1,000. The same on all nodes.</summary>
    public int Shards { get; init; } = UsualShards;

    public TimeSpan IdleOr(TimeSpan usual) => IdleSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : usual;
}

/// <summary>File <c>cluster.json</c> in the data folder: how this node meets the others. Without it a node serves on the loopback address and finds the others in the database.</summary>
internal sealed record ClusterFile
{
    /// <summary>The name or address under which the other nodes reach this one, and on which alone it listens. Any but the loopback address needs <see cref="Tls"/>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 … 65,535; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Nodes to join, "host:port"; the first of them may begin a cluster alone. None: the database says who is there.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>By which certificates nodes know each other; null: none, and they know each other by their common secret alone.</summary>
    public TlsFile? Tls { get; init; }

    /// <summary>From where others may come, as networks ("10.0.0.0/24"). None: from everywhere, with a certificate.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The certificate that <see cref="Tls"/> names, read.</summary>
    [JsonIgnore]
    public NodeCertificate? Certificate { get; private init; }

    /// <summary>The purposes of this node; entities live on nodes of any role.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The rule by which some nodes go on when they no longer hear the others: "lease-majority" (the database decides), "keep-majority", "keep-oldest" or "static-quorum:N".</summary>
    public string Downing { get; init; } = "lease-majority";

    /// <summary>After so many seconds in which nodes that write to one database are in clusters of their own, only one of these goes on; 5 … 3,600.</summary>
    public int DividedSeconds { get; init; } = 10;

    /// <summary>Kinds that are kept otherwise than the others.</summary>
    public IReadOnlyDictionary<string, KindSettings> Kinds { get; init; } = new Dictionary<string, KindSettings>(StringComparer.Ordinal);

    private static readonly KindSettings Usual = new();

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Throws <see cref="CannotStart"/> where the file says what cannot be.</summary>
    public static ClusterFile Read(string folder)
    {
        var file = Path.Combine(folder, "cluster.json");
        if (!File.Exists(file))
            return new();
        try
        {
            var read = JsonSerializer.Deserialize<ClusterFile>(File.ReadAllText(file), Options) ?? new();
            if (Uri.CheckHostName(read.Host) == UriHostNameType.Unknown || read.Port is < 0 or > 65_535 || IsEverywhere(read.Host))
                throw new CannotStart($"{file}: host must be a name or address of this node and port 0 to 65535");
            if (read.Tls is null && !IsLoopback(read.Host))
                throw new CannotStart($"{file}: host {read.Host} is reached from other machines: name this node's certificate under tls");
            if (read.Tls is null && read.Addresses.Count > 0)
                throw new CannotStart($"{file}: addresses are looked at together with certificates: name this node's under tls");
            if (read.Addresses.FirstOrDefault(network => !IPNetwork.TryParse(network, out _)) is { } nowhere)
                throw new CannotStart($"{file}: {nowhere} is no network, write it as 10.0.0.0/24");
            if (
                read.Roles.FirstOrDefault(role =>
                    role.Length == 0 || !role.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
                ) is
                { } strange
            )
                throw new CannotStart($"{file}: \"{strange}\" is no role, write letters, digits and -");
            if (
                read.Seeds.FirstOrDefault(seed =>
                    !Uri.TryCreate($"tcp://{seed}", UriKind.Absolute, out var address) || address.Port <= 0
                ) is
                { } odd
            )
                throw new CannotStart($"{file}: {odd} is no seed, write host:port");
            if (read.Downing is not ("lease-majority" or "keep-majority" or "keep-oldest") && Quorum(read.Downing) is null)
                throw new CannotStart(
                    $"{file}: downing is lease-majority, keep-majority, keep-oldest or static-quorum:N, not {read.Downing}"
                );
            if (read.DividedSeconds is < 5 or > 3_600)
                throw new CannotStart($"{file}: dividedSeconds is 5 to 3600");
            if (
                read.Kinds.FirstOrDefault(kind =>
                    kind.Value is not { IdleSeconds: null or (>= 1 and <= 86_400), Shards: >= 1 and <= 1_000 }
                ) is
                { Key: { } wrong }
            )
                throw new CannotStart($"{file}: kind {wrong} may have idleSeconds 1 to 86400 and shards 1 to 1000");
            return read with { Certificate = read.Tls?.Open(folder, [.. read.Addresses.Select(IPNetwork.Parse)]) };
        }
        catch (JsonException e)
        {
            throw new CannotStart($"{file}: {e.Message}");
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsEverywhere(string host) =>
        IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    public KindSettings Of(string kind) => Kinds.GetValueOrDefault(kind, Usual);

    /// <summary>The number behind "static-quorum:", null where it is another strategy.</summary>
    public static int? Quorum(string downing) =>
        downing.StartsWith("static-quorum:", StringComparison.Ordinal)
        && int.TryParse(downing["static-quorum:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size > 0
            ? size
            : null;
}
