using System.Globalization;
using System.Runtime.InteropServices;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>Holds the journal's file itself, whatever becomes of the folder's lock file: a lock on a byte that SQLite never locks, on the file and not on its name, by a handle that only reads. On Linux; elsewhere the folder's lock must do.</summary>
internal sealed class JournalHold : IDisposable
{
    // Far behind the end of any journal, and behind the bytes at 1 GiB with which SQLite locks.
    private const long Byte = 1L << 60;
    private const int ReadOnly = 0,
        CloseOnExec = 0x80000,
        AskLock = 36,
        SetLock = 37;
    private const short ReadLock = 0,
        WriteLock = 1,
        NoLock = 2;

    private readonly string _file;
    private readonly int _handle;

    private JournalHold(string file, int handle) => (_file, _handle) = (file, handle);

    /// <summary>True when the file that is held is no longer the one of that name: it was deleted, or another was put in its place.</summary>
    public bool IsGone() => _handle >= 0 && Named() is { } named && !string.Equals(named, _file, StringComparison.Ordinal);

    /// <summary>Takes the file, which must exist. Throws <see cref="CannotStart"/> where another process holds it.</summary>
    public static JournalHold Take(string file) => ForkedChild.Outlast(() => TakeNow(file));

    private static JournalHold TakeNow(string file)
    {
        if (!OperatingSystem.IsLinux())
            return new(file, -1);
        var handle = Open(file, ReadOnly | CloseOnExec);
        if (handle < 0)
            throw new CannotStart($"{file} cannot be opened");
        // Each holder shares the byte; only one that shares it with nobody has the file. Two that come in the same instant both fail.
        var mine = new Range
        {
            Type = ReadLock,
            Start = Byte,
            Length = 1,
        };
        var others = new Range
        {
            Type = WriteLock,
            Start = Byte,
            Length = 1,
        };
        if (Control(handle, SetLock, ref mine) == 0 && Control(handle, AskLock, ref others) == 0 && others.Type == NoLock)
        {
            var held = new JournalHold(file, handle);
            return new(held.Named() ?? file, handle);
        }
        _ = Close(handle);
        var holder = Path.Combine(Path.GetDirectoryName(file)!, "lock.process");
        throw new CannotStart(
            File.Exists(holder) ? $"{file} is in use by process {File.ReadAllText(holder)}" : $"{file} is in use by another process"
        );
    }

    /// <summary>Throws <see cref="CannotStart"/> where another process holds the file. Before this process opens it with SQLite.</summary>
    public static void Probe(string file)
    {
        if (File.Exists(file))
            Take(file).Dispose();
    }

    /// <summary>Only after SQLite has closed the file: closing any handle of it gives up the locks that SQLite holds on it.</summary>
    public void Dispose()
    {
        if (_handle >= 0)
            _ = Close(_handle);
    }

    // The kernel says under which name the open file lies, and "(deleted)" behind it where it lies under none.
    private string? Named() => new FileInfo($"/proc/self/fd/{_handle.ToString(CultureInfo.InvariantCulture)}").LinkTarget;

    /// <summary>struct flock on 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Range
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fcntl"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int handle, int command, ref Range range);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
