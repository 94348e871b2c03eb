using Emergency.Engine.Schema;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Keeping;

/// <summary>Puts a backup in the place of a journal. Needs it for itself; what stood there is kept beside (SQLite) or replaced in one transaction (PostgreSQL).</summary>
public static class Restore
{
    /// <summary>Table about of a backup. Throws <see cref="CannotStart"/> where the file is none that this program can read.</summary>
    public static IReadOnlyDictionary<string, string> Look(string file)
    {
        if (Directory.Exists(file))
            throw new CannotStart($"{file} is a folder: name the backup in it");
        var about = SqliteStart.Peek(file) ?? throw new CannotStart($"{file} is not there");
        Layout.Check(about, file);
        return about;
    }

    /// <summary>Restores into the settings' place and checks what is there then. Throws <see cref="CannotStart"/> where the place is in use, which says by whom, or the backup is not whole.</summary>
    /// <param name="prepare">Called once the place is ours: gives values for table about that replace the backup's; may throw <see cref="CannotStart"/>, and then nothing was touched.</param>
    public static async Task<Verification> Run(
        EngineSettings settings,
        string file,
        Func<Task<IReadOnlyDictionary<string, string?>>> prepare,
        Action<long, long> told,
        CancellationToken stop = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(prepare);
        ArgumentNullException.ThrowIfNull(told);
        Look(file);
        await using var backup = new SqliteSnapshot(file);
        var found = await Verify.Check(backup, 0, stop);
        if (found.Broken is not null)
            throw new CannotStart($"{file} is not whole: {found.Broken}");
        Directory.CreateDirectory(settings.Data);
        using (var folder = settings.Postgres ? null : FolderLock.Take(settings.Data))
        {
            if (settings.Postgres)
                await PostgresRestore.Run(settings, backup, () => WithoutSessions(prepare), written => told(written, found.Last), stop);
            else
                await Replace(settings, backup, await WithoutSessions(prepare), written => told(written, found.Last), stop);
            HeadFile.Write(settings.Data, found.Last);
            if (settings.SealKey is { } key)
                SealFiles.Restored(key, await backup.Seals(stop));
        }
        return await Verify.Run(settings, stop);
    }

    /// <summary>The place to oneself until it is disposed, and at least nobody in it where there is nothing to hold. Throws <see cref="CannotStart"/>, which says who uses it.</summary>
    public static async Task<IDisposable?> Alone(EngineSettings settings, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!settings.Postgres)
            return FolderLock.Take(settings.Data);
        await PostgresRestore.Alone(settings, stop);
        return null;
    }

    // A session may have been ended after the backup was made: none is in it, none of an earlier program is taken over from it, and everybody signs in anew.
    private static async Task<IReadOnlyDictionary<string, string?>> WithoutSessions(
        Func<Task<IReadOnlyDictionary<string, string?>>> prepare
    ) => new Dictionary<string, string?>(await prepare(), StringComparer.Ordinal) { [Layout.SessionsName] = "restored" };

    private static async Task Replace(
        EngineSettings settings,
        SqliteSnapshot backup,
        IReadOnlyDictionary<string, string?> about,
        Action<long> told,
        CancellationToken stop
    )
    {
        var (file, made) = (SqliteStart.File(settings), SqliteStart.File(settings) + ".restored");
        foreach (var left in (string[])[made, made + "-wal", made + "-shm"])
            File.Delete(left);
        try
        {
            await CopyFile.Write(backup, made, about, wal: true, told, stop);
            CopyFile.Sync(made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteFault)
        {
            File.Delete(made);
            throw new CannotStart($"{made} cannot be written: {e.Message}; the journal is as it was");
        }
        // The file first: without it nothing starts, so a log is never read beside a database it does not belong to.
        File.Delete(Path.Combine(settings.Data, "head"));
        var aside = Enumerable
            .Range(1, int.MaxValue)
            .Select(n => FormattableString.Invariant($"{file}.replaced-{n}"))
            .First(name => !File.Exists(name));
        foreach (var ending in (string[])["", "-wal", "-shm"])
            if (File.Exists(file + ending))
                File.Move(file + ending, aside + ending);
        File.Move(made, file);
    }
}
