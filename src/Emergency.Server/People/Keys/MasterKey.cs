using System.Security.Cryptography;
using System.Text;
using Emergency.Engine;

namespace Emergency.Server.People.Keys;

/// <summary>The key that wraps all others, from a text file of one or two lines: "current BASE64" and, while it is being replaced, "next BASE64"; 32 bytes each.</summary>
public sealed class MasterKey
{
    private const int Bytes = 32;
    private readonly byte[] _current;
    private readonly byte[]? _next;

    private MasterKey(byte[] current, byte[]? next) => (_current, _next) = (current, next);

    /// <summary>Names the key that wraps from now on: the next one where there is one. Says nothing about the key itself.</summary>
    public string Name => NameOf(Wrapping);

    private byte[] Wrapping => _next ?? _current;

    /// <summary>Reads the file. Throws <see cref="CannotStart"/> with one sentence where it is missing or not such a file.</summary>
    public static MasterKey Load(string file)
    {
        string[] lines;
        try { lines = File.ReadAllLines(file); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new CannotStart($"The master key file {file} cannot be read: {e.Message}"); }
        byte[]? current = null, next = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var key = new byte[Bytes];
            if (parts.Length != 2 || !Convert.TryFromBase64String(parts[1], key, out var written) || written != Bytes) throw NotOne(file);
            if (parts[0] == "current" && current is null) current = key;
            else if (parts[0] == "next" && next is null) next = key;
            else throw NotOne(file);
        }
        return current is null ? throw NotOne(file) : new(current, next);
    }

    /// <summary>Draws a key and writes a new file that only its owner may read. Only together with a new database. Throws <see cref="CannotStart"/> where the file exists or cannot be written.</summary>
    public static MasterKey Create(string file)
    {
        var key = RandomNumberGenerator.GetBytes(Bytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var stream = new FileStream(file, options);
            stream.Write(Encoding.ASCII.GetBytes($"# Keep a copy of this file apart from every backup of the data: without it nobody can be read.\ncurrent {Convert.ToBase64String(key)}\n"));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new CannotStart($"The master key file {file} cannot be written: {e.Message}"); }
        return new(key, null);
    }

    /// <summary>The value kept in table `about` as "master-key": tells this key from another, without telling the key.</summary>
    public string Check(string installation) => CheckOf(Wrapping, installation);

    /// <summary>Whether a stored check value belongs to the current or the next key.</summary>
    public bool Fits(string check, string installation) => CheckOf(_current, installation) == check || (_next is not null && CheckOf(_next, installation) == check);

    /// <summary>Encrypts a data key; <paramref name="owner"/> binds it to its row, so that rows cannot be exchanged.</summary>
    internal byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> owner) => Cipher.Encrypt(Wrapping, key, owner);

    /// <summary>The data key of a row, wrapped by the current or the next key. Throws <see cref="CryptographicException"/> where neither opens it.</summary>
    internal byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> owner, string wrappedBy) =>
        Cipher.Decrypt(_next is not null && NameOf(_next) == wrappedBy ? _next : _current, wrapped, owner) ?? throw new CryptographicException("A data key does not open under the master key.");

    private static string NameOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "emergency master key name"u8))[..16];
    private static string CheckOf(byte[] key, string installation) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"emergency master key check\n{installation}")));
    private static CannotStart NotOne(string file) => new($"The file {file} is not a master key file.");
}
