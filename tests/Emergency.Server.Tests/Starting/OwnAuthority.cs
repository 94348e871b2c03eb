using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Emergency.Testing;

namespace Emergency.Server.Tests.Starting;

/// <summary>
/// A root and an office below it that signs certificates for this machine, like a county's own authority. Keys are made anew in each test.
/// </summary>
internal sealed class OwnAuthority : IDisposable
{
    public const string Host = "emergency.example";
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private readonly X509Certificate2 _office;

    public OwnAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Root = Request("CN=root", key, authority: true).CreateSelfSigned(From, From.AddYears(2));
        using var officeKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request("CN=office", officeKey, authority: true).Create(Root, From, From.AddYears(1), [1]);
        _office = signed.CopyWithPrivateKey(officeKey);
    }

    public X509Certificate2 Root { get; }

    /// <summary>A certificate for <see cref="Host"/> and 127.0.0.1 with the office's behind it, and its key, as PEM.</summary>
    /// <param name="days">Days for which it is valid.</param>
    public (string Chain, string Key) Sign(byte serial, int days = 90)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request($"CN={Host}", key, authority: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_office, From, From.AddDays(days + 1), [serial]);
        return ($"{signed.ExportCertificatePem()}\n{_office.ExportCertificatePem()}\n", $"{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    /// <summary>Writes such a pair into a folder as site.pem and site.key.</summary>
    public (string Certificate, string Key) Write(TempFolder folder, byte serial)
    {
        var (chain, key) = Sign(serial);
        File.WriteAllText(folder["site.pem"], chain);
        File.WriteAllText(folder["site.key"], key);
        return (folder["site.pem"], folder["site.key"]);
    }

    /// <summary>A client that knows the root alone, and so needs the whole chain from the server.</summary>
    public SocketsHttpHandler Client(IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { Root },
                    RevocationMode = X509RevocationMode.NoCheck,
                    DisableCertificateDownloads = true,
                },
            },
        };
        // Every host name leads to this machine.
        handler.ConnectCallback = async (context, stop) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(from ?? IPAddress.Loopback, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return handler;
    }

    private static CertificateRequest Request(string name, ECDsa key, bool authority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, critical: true));
        return request;
    }

    public void Dispose()
    {
        Root.Dispose();
        _office.Dispose();
    }
}
