using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>An authority of its own, and the certificates it signs.</summary>
internal sealed class Papers : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1),
        Until = From.AddYears(1);
    private readonly X509Certificate2 _authority;

    public Papers()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(From, Until);
    }

    public string Pem => _authority.ExportCertificatePem();

    /// <summary>A certificate with its key, as PKCS #12 under the password, and its thumbprint.</summary>
    public (byte[] File, string Thumbprint) Signed(string name, string password)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var bare = request.Create(_authority, From, Until.AddDays(-1), RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return (whole.ExportPkcs12(Pkcs12ExportPbeParameters.Default, password), whole.GetCertHashString(HashAlgorithmName.SHA256));
    }

    public void Dispose() => _authority.Dispose();
}
