using System.Security.Cryptography;
using System.Text;

namespace Emergency.Engine.Seals;

/// <summary>
/// The private key that signs seals (ECDSA P-256), from a text file of one or two lines outside the data folder: "current BASE64" and, while it is being replaced, "next BASE64", PKCS #8 each.
/// Beside it lie FILE.pub, all public keys as PEM, for whoever verifies elsewhere; and FILE.last, what the newest seal was.
/// </summary>
public sealed class SealKey : IDisposable
{
    private readonly string _file;
    private readonly ECDsa _current;
    private readonly ECDsa? _next;

    private SealKey(string file, ECDsa current, ECDsa? next) => (_file, _current, _next) = (file, current, next);

    /// <summary>The public key, base64 of SubjectPublicKeyInfo.</summary>
    public string Public => PublicOf(_current);
    public string? NextPublic => _next is null ? null : PublicOf(_next);

    /// <summary>Null where there is no file. Throws <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/> or <see cref="CryptographicException"/> where it cannot be read as one.</summary>
    public static SealKey? Load(string file)
    {
        if (!File.Exists(file))
            return null;
        ECDsa? current = null,
            next = null;
        foreach (var line in File.ReadAllLines(file).Where(line => line.Length > 0 && line[0] != '#'))
        {
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case ["current", var key] when current is null:
                    current = Read(file, key);
                    break;
                case ["next", var key] when next is null:
                    next = Read(file, key);
                    break;
                default:
                    throw NotOne(file);
            }
        }
        return current is null ? throw NotOne(file) : new(file, current, next);
    }

    /// <summary>Draws a key and writes a new file that only its owner may read, with its folder.</summary>
    public static SealKey Create(string file)
    {
        Folder(file);
        var made = new SealKey(file, Draw(), null);
        SealFiles.Write(file, made.Text, FileMode.CreateNew);
        SealFiles.AddPublic(file, made.Public);
        return made;
    }

    /// <summary>Draws the key that signs from the seal after the next one on; the next seal says so under the present key.</summary>
    public SealKey DrawNext()
    {
        if (_next is not null)
            return this;
        var both = new SealKey(_file, _current, Draw());
        SealFiles.Replace(_file, both.Text);
        SealFiles.AddPublic(_file, both.NextPublic!);
        return both;
    }

    /// <summary>The next key alone, once a seal has named it.</summary>
    internal void DropCurrent() => SealFiles.Replace(_file, new SealKey(_file, _next!, null).Text);

    public string Sign(string text) => Convert.ToBase64String(_current.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));

    /// <summary>The form in which people compare a public key: the first 128 bits of its SHA-256, in groups of four.</summary>
    public static string Fingerprint(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];
        return string.Join(' ', hex.Chunk(4).Select(group => new string(group)));
    }

    /// <summary>The public keys of a PEM file. Throws <see cref="CannotStart"/> where it is none.</summary>
    public static IReadOnlyList<string> ReadPublic(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{file} cannot be read: {e.Message}");
        }
        var keys = new List<string>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var block) && rest[block.Label] is "PUBLIC KEY")
        {
            keys.Add(Convert.ToBase64String(Convert.FromBase64String(rest[block.Base64Data].ToString())));
            rest = rest[block.Location.End..];
        }
        return keys.Count > 0 ? keys : throw new CannotStart($"{file} holds no public key (PEM)");
    }

    private string Text =>
        $"# Seal key {Fingerprint(Public)}. Keep a copy apart from the data: without it no new seals are made, whoever has it can seal a forged journal anew.\n"
        + $"current {Convert.ToBase64String(_current.ExportPkcs8PrivateKey())}\n{(_next is null ? "" : $"next {Convert.ToBase64String(_next.ExportPkcs8PrivateKey())}\n")}";

    private static void Folder(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static ECDsa Draw() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static ECDsa Read(string file, string base64)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(base64), out _);
            return key;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            key.Dispose();
            throw NotOne(file);
        }
    }

    private static string PublicOf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static CryptographicException NotOne(string file) => new($"{file} is not a seal key file");

    public void Dispose()
    {
        _current.Dispose();
        _next?.Dispose();
    }
}
