using System.Security.Cryptography;
using System.Text;
using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>
/// The key that wraps all others, from a text file of one or two lines: "current BASE64" and, while it is being replaced, "next BASE64"; 32
/// bytes each. The key store says which of the two wraps.
/// </summary>
internal sealed class MasterKey
{
    private const int Bytes = 32;
    private readonly byte[] _current;
    private readonly byte[]? _next;

    private MasterKey(string file, byte[] current, byte[]? next) => (File, _current, _next) = (file, current, next);

    public string File { get; }

    /// <summary>The name of the current key, which discloses nothing of the key itself.</summary>
    public string Current => NameOf(_current);
    public string? Next => _next is null ? null : NameOf(_next);

    public bool Knows(string name) => Of(name) is not null;

    /// <summary>The names of all keys in the file, separated by a space.</summary>
    public string Names => Next is null ? Current : $"{Current} {Next}";

    /// <summary>Reads the file. Throws <see cref="CannotStart"/> with one sentence where the file is missing or invalid.</summary>
    public static MasterKey Load(string file)
    {
        string[] lines;
        try
        {
            lines = System.IO.File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"The master key file {file} cannot be read: {e.Message}");
        }
        byte[]? current = null,
            next = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var key = new byte[Bytes];
            if (parts.Length != 2 || !Convert.TryFromBase64String(parts[1], key, out var written) || written != Bytes)
                throw NotOne(file);
            if (parts[0] == "current" && current is null)
                current = key;
            else if (parts[0] == "next" && next is null)
                next = key;
            else
                throw NotOne(file);
        }
        return current is null || (next is not null && current.AsSpan().SequenceEqual(next))
            ? throw NotOne(file)
            : new(file, current, next);
    }

    /// <summary>
    /// Draws a key and writes a new file that only its owner may read. Only together with a new database. Throws <see cref="CannotStart"/>
    /// where the file exists or cannot be written.
    /// </summary>
    public static MasterKey Create(string file)
    {
        var made = new MasterKey(file, RandomNumberGenerator.GetBytes(Bytes), null);
        try
        {
            MasterFile.Write(file, made.Text, FileMode.CreateNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"The master key file {file} cannot be written: {e.Message}");
        }
        return made;
    }

    /// <summary>
    /// Draws the next key and writes it beside the current one. Throws <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/> where the file may not be written.
    /// </summary>
    public MasterKey DrawNext() => _next is not null ? this : Replace(new(File, _current, RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Makes the next key the current one, and leaves nothing of the one before. Throws as <see cref="DrawNext"/> does.</summary>
    public MasterKey DropCurrent() => _next is null ? this : Replace(new(File, _next, null));

    private MasterKey Replace(MasterKey by)
    {
        if (Load(File).Names != Names)
            throw new IOException($"{File} was changed meanwhile");
        MasterFile.Replace(by.File, by.Text);
        return by;
    }

    private string Text =>
        $"# Master key {Names}. Keep a copy of this file apart from every backup of the data: without it nobody can be read.\ncurrent {Convert.ToBase64String(_current)}\n{(_next is null ? "" : $"next {Convert.ToBase64String(_next)}\n")}";

    /// <summary>The value kept in table `about` as "master-key": tells this key from others without disclosing it.</summary>
    /// <param name="name">Name of the current or the next key.</param>
    public string Check(string installation, string name) =>
        CheckOf(Of(name) ?? throw new ArgumentException("not a key of this file", nameof(name)), installation);

    public string Check(string installation) => CheckOf(_current, installation);

    /// <summary>True when a stored check value belongs to the current or the next key.</summary>
    public bool Fits(string check, string installation) =>
        CheckOf(_current, installation) == check || (_next is not null && CheckOf(_next, installation) == check);

    /// <summary>Encrypts a data key; <paramref name="owner"/> binds it to its row, so that rows cannot be exchanged.</summary>
    internal byte[] Wrap(string by, ReadOnlySpan<byte> key, ReadOnlySpan<byte> owner) =>
        Cipher.Encrypt(Of(by) ?? throw new CryptographicException("The master key that wraps is not in the file."), key, owner);

    /// <summary>Decrypts the data key of a row. Throws <see cref="CryptographicException"/> where neither master key opens it.</summary>
    internal byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> owner, string wrappedBy) =>
        (Of(wrappedBy) is { } master ? Cipher.Decrypt(master, wrapped, owner) : null)
        ?? throw new CryptographicException("A data key does not open under the master key.");

    private byte[]? Of(string name) =>
        name == Current ? _current
        : name == Next ? _next
        : null;

    private static string NameOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "emergency master key name"u8))[..16];

    private static string CheckOf(byte[] key, string installation) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"emergency master key check\n{installation}")));

    private static CannotStart NotOne(string file) => new($"The file {file} is not a master key file.");
}
