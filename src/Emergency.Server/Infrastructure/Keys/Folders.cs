using System.Runtime.InteropServices;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>Makes a renaming durable: the folder itself is synced.</summary>
internal static class Folders
{
    /// <summary>Syncs a folder. Throws <see cref="IOException"/> where that fails; does nothing where folders cannot be synced.</summary>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, 0);
        if (handle < 0)
            throw new IOException($"{folder} cannot be opened");
        var synced = FSync(handle);
        _ = Close(handle);
        if (synced != 0)
            throw new IOException($"{folder} cannot be synced");
    }

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
