using Emergency.Engine.Schema;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Keeping;

/// <summary>A whole journal in one SQLite file, without a log beside it and without a byte of anything that is not in it: what a backup is, whatever database it was made of.</summary>
internal static class CopyFile
{
    private const int Together = 10_000;
    private const string JournalMode = "pragma journal_mode=wal";

    /// <summary>Writes the file, which must not exist, readable by its owner alone.</summary>
    /// <param name="about">Values that replace those of the snapshot; null removes one.</param>
    /// <param name="told">Told how many rows are written, about every 10,000.</param>
    public static async Task Write(
        ISnapshot from,
        string file,
        IReadOnlyDictionary<string, string?> about,
        bool wal,
        Action<long> told,
        CancellationToken stop
    )
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (new FileStream(file, options)) { }
        using var to = Connection.ToWrite(file);
        to.Run("pragma journal_mode=off; pragma synchronous=off; begin");
        to.Run(SqliteTables.Create);
        var written = 0L;
        await foreach (var (row, _, identifier) in from.Rows(0, stop))
        {
            if (
                !to[SqliteTables.InsertAt]
                    .Bind(1, row.Ordering)
                    .Bind(2, row.Created)
                    .Bind(3, row.Stream)
                    .Bind(4, row.Sequence)
                    .Bind(5, row.Message.Span)
                    .Bind(6, row.Form)
                    .Bind(7, identifier)
                    .Insert()
            )
                throw new CannotStart($"position {row.Ordering} stands twice");
            if (++written % Together == 0)
                told(written);
        }
        await foreach (var attachment in from.Attachments(stop))
            SqliteAttachments.Insert(to, attachment);
        foreach (var seal in await from.Seals(stop))
            to[SqliteTables.WriteSeal]
                .Bind(1, seal.After)
                .Bind(2, seal.UpTo)
                .Bind(3, seal.Rows)
                .Bind(4, seal.Hash)
                .Bind(5, seal.Created)
                .Insert();
        foreach (var (reader, done) in await from.Progress(stop))
            to[SqliteTables.WriteProgress].Bind(1, reader).Bind(2, done).Step();
        foreach (var (name, value) in Replaced(await from.About(stop), about))
            to[SqliteTables.SetAbout].Bind(1, name).Bind(2, value).Step();
        to.Run("commit");
        if (wal)
        {
            to[JournalMode].Step();
            to[JournalMode].Reset();
        }
        told(written);
    }

    /// <summary>The values with some of them replaced or taken out.</summary>
    public static IReadOnlyDictionary<string, string> Replaced(
        IReadOnlyDictionary<string, string> values,
        IReadOnlyDictionary<string, string?> by
    )
    {
        var all = values.Where(value => !by.ContainsKey(value.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in by)
            if (value is not null)
                all[name] = value;
        return all;
    }

    /// <summary>Everything written to it is on the disk when this returns.</summary>
    public static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
