using System.Runtime.InteropServices;

namespace Emergency.Server.Hosting;

/// <summary>Restricts files written by this program to its own user: journal, WAL, head, keys and backups (0600, folders 0700).</summary>
internal static partial class OwnerOnly
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const uint OthersAndGroup = 0b000_111_111;

    /// <summary>Applies to all files made from here on. Windows has its own rights on the folder.</summary>
    public static void FromNowOn()
    {
        if (!OperatingSystem.IsWindows())
            _ = Umask(OthersAndGroup);
    }

    /// <summary>
    /// Restricts files that an earlier version left readable to others. A file that belongs to another user cannot be changed, which is
    /// logged.
    /// </summary>
    public static void Within(string folder, ILogger log)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            try
            {
                var mode = File.GetUnixFileMode(file);
                if ((mode & ~File600) != UnixFileMode.None)
                    File.SetUnixFileMode(file, mode & File600);
            }
            catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
            {
                Readable(log, Path.GetFileName(file), refused.Message);
            }
        }
    }

    [DllImport("libc", EntryPoint = "umask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);

    [LoggerMessage(LogLevel.Warning, "{File} may be read by others and cannot be changed: {Why}")]
    private static partial void Readable(ILogger log, string file, string why);
}
