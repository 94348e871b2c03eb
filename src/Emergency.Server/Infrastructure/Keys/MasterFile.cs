using System.Text;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>Writes the master key file: whole or not at all, readable by its owner alone.</summary>
internal static class MasterFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static void Write(string file, string text, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        using var stream = new FileStream(file, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Replaces the file's text. The old bytes are overwritten in place, so that a copy of the disk's free blocks does not contain them; a
    /// disk that moves blocks by itself may still.
    /// </summary>
    public static void Replace(string file, string text)
    {
        if (!Writable(file))
            throw new UnauthorizedAccessException($"{file} is read-only");
        // A link (a mounted secret) is replaced at its target.
        file = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        using var old = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Write(file + ".new", text, FileMode.Create);
        File.Move(file + ".new", file, overwrite: true);
        Folders.Sync(Path.GetDirectoryName(Path.GetFullPath(file))!);
        old.Write(new byte[old.Length]);
        old.Flush(flushToDisk: true);
    }

    // Root can write even where nobody should: a file without any write bit counts as read-only for root too.
    private static bool Writable(string file) =>
        OperatingSystem.IsWindows() ? !new FileInfo(file).IsReadOnly : (File.GetUnixFileMode(file) & AnyWrite) != UnixFileMode.None;
}
