using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Hosting.Pipeline;

/// <summary>
/// The certificate for https: PEM files, checked at each connection, so that a renewed one is served without a restart. Files that do not
/// fit together are logged once, and the pair before is kept.
/// </summary>
internal sealed partial class ServedCertificate
{
    private static readonly TimeSpan Warning = TimeSpan.FromDays(21);
    private readonly string _file,
        _keyFile;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private (string Chain, string Key) _read;
    private SslStreamCertificateContext _served;

    private ServedCertificate(string file, string keyFile, ILogger log)
    {
        (_file, _keyFile, _log) = (file, keyFile, log);
        _read = Read();
        _served = Parse(_read.Chain, _read.Key);
    }

    /// <summary>
    /// Opens the certificate; null where no address is https. Throws <see cref="CannotStart"/> with one sentence where the files are
    /// missing or unusable.
    /// </summary>
    public static ServedCertificate? Of(Settings settings, ILogger log)
    {
        var https = settings.Urls.Split(';').FirstOrDefault(url => new Uri(url).Scheme == Uri.UriSchemeHttps);
        if (settings.Certificate is not { } file)
            return https is null
                ? null
                : throw new CannotStart(
                    $"{https} needs a certificate: name its PEM file with --certificate and that of its key with --certificate-key, or serve http to a proxy that has one."
                );
        if (https is null)
            throw new CannotStart($"--certificate {file} is served on no address: one of --urls must begin with https://");
        try
        {
            return new(file, settings.CertificateKey ?? file, log);
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CannotStart($"{file} cannot be served with: {why.Message}");
        }
    }

    /// <summary>The certificate with its chain to the root.</summary>
    public SslStreamCertificateContext Now
    {
        get
        {
            lock (_gate)
            {
                Renew();
                return _served;
            }
        }
    }

    /// <summary>
    /// Warns that the certificate ends within three weeks, or has ended; null where there is time. A certificate of a public authority is
    /// renewed a month before it ends, so a renewal has failed.
    /// </summary>
    public string? Advice(DateTimeOffset now)
    {
        var ends = new DateTimeOffset(Now.TargetCertificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        return ends - now > Warning ? null
            : ends > now ? FormattableString.Invariant($"the certificate ends on {Shanghai.Day(ends):yyyy-MM-dd}: renew it")
            : FormattableString.Invariant($"the certificate ended on {Shanghai.Day(ends):yyyy-MM-dd}: browsers come no more, renew it");
    }

    private void Renew()
    {
        var before = _read;
        try
        {
            if ((_read = Read()) != before)
                _served = Parse(_read.Chain, _read.Key);
        }
        // The key file comes a moment later, or another file is about to be renamed to this name.
        catch (Exception why) when (why is IOException or UnauthorizedAccessException or CryptographicException)
        {
            Kept(_log, _file, why.Message);
        }
    }

    private (string Chain, string Key) Read() => (File.ReadAllText(_file), File.ReadAllText(_keyFile));

    private static SslStreamCertificateContext Parse(string chain, string key)
    {
        if (key.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            throw new CryptographicException(
                "the key is encrypted, and there is nobody to type its password: openssl pkey writes it without"
            );
        var all = new X509Certificate2Collection();
        all.ImportFromPem(chain);
        if (all.Count == 0)
            throw new CryptographicException("there is no certificate in it (PEM begins with -----BEGIN CERTIFICATE-----)");
        try
        {
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(chain, key), [.. all.Skip(1)], offline: true);
        }
        catch (ArgumentException other)
        {
            throw new CryptographicException("the key is another certificate's", other);
        }
    }

    [LoggerMessage(LogLevel.Error, "{File} cannot be served with, the certificate before it is kept: {Why}")]
    private static partial void Kept(ILogger log, string file, string why);
}
