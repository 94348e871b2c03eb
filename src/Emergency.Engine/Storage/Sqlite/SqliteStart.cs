using Emergency.Engine.Schema;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>Looks at a SQLite database before it is opened for writing. Nothing here changes a file, a time stamp or a folder.</summary>
internal static class SqliteStart
{
    private static readonly byte[] Header = "SQLite format 3\0"u8.ToArray();

    public static string File(EngineSettings settings) => Path.Combine(settings.Data, "journal.db");

    /// <summary>Table about, or null where there is no database yet. Throws <see cref="CannotStart"/> where the file is no database of ours.</summary>
    public static IReadOnlyDictionary<string, string>? Peek(EngineSettings settings) => Peek(File(settings));

    public static IReadOnlyDictionary<string, string>? Peek(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
            return null;
        try
        {
            var start = new byte[Header.Length];
            using (var stream = info.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                _ = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (!start.AsSpan().SequenceEqual(Header))
                throw new CannotStart($"{file} is not a SQLite database: its header is broken");
            return About(file);
        }
        catch (Exception e) when (e is SqliteFault or IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{file} cannot be read: {e.Message}");
        }
    }

    // A server that was killed while moving the log into the file left a file that is whole only together with its log. Reading
    // both would touch them, so a copy is read.
    private static IReadOnlyDictionary<string, string> About(string file)
    {
        try
        {
            using var connection = Connection.ToPeek(file);
            return SqliteNotes.About(connection);
        }
        catch (SqliteFault) when (new FileInfo(file + "-wal") is { Exists: true, Length: > 0 })
        {
            var folder = Directory.CreateTempSubdirectory("emergency-peek-").FullName;
            try
            {
                var copy = Path.Combine(folder, "journal.db");
                System.IO.File.Copy(file, copy);
                System.IO.File.Copy(file + "-wal", copy + "-wal");
                using var connection = Connection.ToWrite(copy, create: false);
                return SqliteNotes.About(connection);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Throws <see cref="CannotStart"/> where the database was written by a newer program or may not be written.</summary>
    public static void Check(EngineSettings settings, IReadOnlyDictionary<string, string>? about)
    {
        var file = File(settings);
        if (about is not null)
        {
            Layout.Check(about, file);
            if (!Writable(file))
                throw new CannotStart($"{file} is read-only");
        }
        if (Directory.Exists(settings.Data) && !Writable(settings.Data))
            throw new CannotStart($"{settings.Data} is read-only");
    }

    // The superuser may write where nobody is meant to: a file without any write bit counts as read-only for him too.
    private static bool Writable(string path)
    {
        const UnixFileMode write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & write) == UnixFileMode.None)
            return false;
        if (Directory.Exists(path))
            return true;
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Makes an empty database under another name and renames it: there is never half a one.</summary>
    public static void Create(EngineSettings settings)
    {
        var (file, made) = (File(settings), File(settings) + ".new");
        System.IO.File.Delete(made);
        using (var connection = Connection.ToWrite(made, create: true))
        {
            connection.Run("pragma journal_mode=delete; pragma synchronous=full; begin");
            connection.Run(SqliteTables.Create);
            connection[SqliteTables.SetAbout].Bind(1, Layout.FormatName).Bind(2, Layout.FormatText).Step();
            connection.Run("commit");
            connection[JournalMode].Step();
            connection[JournalMode].Reset();
        }
        System.IO.File.Move(made, file, overwrite: true);
    }

    private const string JournalMode = "pragma journal_mode=wal";
}
