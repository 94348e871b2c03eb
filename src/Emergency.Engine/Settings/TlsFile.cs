using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;

namespace Emergency.Engine.Settings;

/// <summary>Part <c>tls</c> of <c>cluster.json</c>: this node's certificate, and which others are let in. Both sides of each connection show theirs. Files are named from the data folder on.</summary>
internal sealed record TlsFile
{
    /// <summary>PKCS #12 file of this node's certificate and key.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>File whose first line is the password of <see cref="Certificate"/>; null where it has none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>PEM file of the installation's own authority: whose certificate it has signed is let in. Null: <see cref="Peers"/> alone decide.</summary>
    public string? Authority { get; init; }

    /// <summary>SHA-256 thumbprints (64 hex digits) of the other nodes' certificates; where there are any, no other is let in.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>Reads the files. Throws <see cref="CannotStart"/> with one sentence where they cannot be used.</summary>
    public NodeCertificate Open(string folder, IReadOnlyList<IPNetwork> addresses)
    {
        if (Authority is null && Peers.Count == 0)
            throw new CannotStart("cluster.json: tls must name an authority or the peers' thumbprints");
        if (Peers.FirstOrDefault(peer => peer.Length != SHA256.HashSizeInBytes * 2 || !peer.All(char.IsAsciiHexDigit)) is { } odd)
            throw new CannotStart($"cluster.json: {odd} is no thumbprint, write the 64 hex digits of its SHA-256");
        var file = Path.Combine(folder, Certificate);
        try
        {
            var password = PasswordFile is null ? null : File.ReadLines(Path.Combine(folder, PasswordFile)).FirstOrDefault();
            var mine = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            if (!mine.HasPrivateKey)
                throw new CannotStart($"{file} has no private key");
            var authority = Authority is null ? null : X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, Authority)));
            return new(mine, authority, Peers, addresses);
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CannotStart($"{file} cannot be used among nodes: {why.Message}");
        }
    }
}

/// <summary>A node's certificate and its judgement of others.</summary>
internal sealed class NodeCertificate(
    X509Certificate2 mine,
    X509Certificate2? authority,
    IReadOnlyList<string> peers,
    IReadOnlyList<IPNetwork> addresses
)
{
    private readonly HashSet<string> _peers = new(peers, StringComparer.OrdinalIgnoreCase);

    public X509Certificate2 Mine => mine;

    /// <summary>True where the node that shows this certificate may take part. <paramref name="from"/> is its address, as the transport writes it.</summary>
    public bool LetsIn(X509Certificate2? shown, string from, ILoggingAdapter log)
    {
        var why = Hindrance(shown, from);
        if (why is not null)
            log.Warning("{0} was not let in among the nodes: {1}", from, why);
        return why is null;
    }

    private string? Hindrance(X509Certificate2? shown, string from)
    {
        if (shown is null)
            return "it shows no certificate";
        if (_peers.Count > 0 && !_peers.Contains(shown.GetCertHashString(HashAlgorithmName.SHA256)))
            return "its certificate is none of the peers'";
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        if (now < shown.NotBefore.ToUniversalTime() || now > shown.NotAfter.ToUniversalTime())
            return "its certificate is not valid now";
        if (authority is not null && !Signed(shown))
            return "its certificate is not signed by the authority";
        return Known(from) ? null : "its address is none of those allowed";
    }

    private bool Signed(X509Certificate2 shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }

    // The node that this one calls is written as an address of Akka; one that calls this one as an end of the connection.
    private bool Known(string from) =>
        addresses.Count == 0
        || from.Contains("://", StringComparison.Ordinal)
        || (IPEndPoint.TryParse(from, out var end) && addresses.Any(network => network.Contains(Plain(end.Address))));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
