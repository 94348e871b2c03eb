using System.Globalization;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>Keeps a second server off a data folder: an exclusive lock on the open file <c>lock</c>. Its holder's process id stands in <c>lock.process</c>.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Locks the folder, which must exist. Throws <see cref="CannotStart"/> where another process holds it.</summary>
    public static FolderLock Take(string folder)
    {
        var holder = Path.Combine(folder, "lock.process");
        FileStream? file = null;
        try
        {
            // FileShare.None is flock on an open handle: the kernel lets go when the process ends, however it ends.
            file = ForkedChild.Outlast(() =>
                new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
            // Its file may have been tidied away under a running server, and this is another of that name.
            JournalHold.Probe(Path.Combine(folder, "journal.db"));
            Say(holder);
            return new(file);
        }
        catch (CannotStart)
        {
            file?.Dispose();
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new CannotStart(
                File.Exists(holder)
                    ? $"{folder} is in use by process {File.ReadAllText(holder)}"
                    : $"{folder} cannot be locked: {e.Message}"
            );
        }
    }

    private static void Say(string holder)
    {
        try
        {
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // On a full disk nobody is told who holds it; it is held all the same.
        }
    }

    /// <summary>The process id of who holds the folder's lock now; null where nobody does. Takes nothing.</summary>
    public static string? Holder(string folder)
    {
        var file = Path.Combine(folder, "lock");
        if (!File.Exists(file))
            return null;
        try
        {
            using var probe = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            var holder = Path.Combine(folder, "lock.process");
            return File.Exists(holder) ? File.ReadAllText(holder) : "?";
        }
    }

    public void Dispose() => _file.Dispose();
}
