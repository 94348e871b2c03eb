using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Seals;

/// <summary>The files beside the seal key, each readable by its owner alone and replaced as a whole.</summary>
internal static class SealFiles
{
    public static string PublicOf(string keyFile) => keyFile + ".pub";

    public static string LastOf(string keyFile) => keyFile + ".last";

    public static string TailOf(string keyFile) => keyFile + ".tail";

    public static void Write(string file, string text, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    public static void Replace(string file, string text)
    {
        Write(file + ".new", text, FileMode.Create);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Adds a public key to the list of all there were.</summary>
    public static void AddPublic(string keyFile, string key)
    {
        var file = PublicOf(keyFile);
        var known = File.Exists(file) ? File.ReadAllText(file) : "";
        var block = PemEncoding.WriteString("PUBLIC KEY", Convert.FromBase64String(key));
        if (!known.Contains(block, StringComparison.Ordinal))
            Replace(file, $"{known}{block}\n");
    }

    /// <summary>Keeps what the newest seal is where who can write the data cannot.</summary>
    public static void WriteLast(string keyFile, Seal seal) =>
        Replace(LastOf(keyFile), string.Create(CultureInfo.InvariantCulture, $"{seal.UpTo} {SignedSeal.Digest(seal)}\n"));

    /// <summary>Keeps the seal over the newest rows where who can write the data cannot.</summary>
    public static void WriteTail(string keyFile, Seal seal) => Replace(TailOf(keyFile), TailSeal.Text(seal) + "\n");

    /// <summary>Null where there is none.</summary>
    public static Seal? ReadTail(string keyFile) => File.Exists(TailOf(keyFile)) ? TailSeal.Parse(File.ReadAllText(TailOf(keyFile))) : null;

    /// <summary>After a restore the newest seal is the backup's.</summary>
    public static void Restored(string keyFile, IReadOnlyList<Seal> seals)
    {
        if (File.Exists(TailOf(keyFile)))
            File.Delete(TailOf(keyFile));
        if (!File.Exists(LastOf(keyFile)))
            return;
        if (seals.LastOrDefault(seal => SignedSeal.Of(seal) is not null) is { } last)
            WriteLast(keyFile, last);
        else
            File.Delete(LastOf(keyFile));
    }

    /// <summary>Position and digest of the newest seal that was made here; null where there is no such file or it says nothing.</summary>
    public static (long UpTo, string Digest)? ReadLast(string keyFile)
    {
        var file = LastOf(keyFile);
        return
            File.Exists(file)
            && File.ReadAllText(file).Trim().Split(' ') is [var upTo, var digest]
            && long.TryParse(upTo, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? (position, digest)
            : null;
    }
}
