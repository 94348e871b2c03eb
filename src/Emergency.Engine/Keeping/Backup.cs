using Emergency.Engine.Databases;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Keeping;

/// <summary>Copies a journal into one file, beside a running server too: one unchanging view, its log included. Keys are never in it.</summary>
public static class Backup
{
    /// <summary>Writes <paramref name="file"/>, which must not exist, under another name until it is whole and checked; nothing is left of one that is not. Throws <see cref="CannotStart"/> where there is no journal, it cannot be read to its end or the file cannot be written.</summary>
    /// <param name="told">Told how many rows are written and the newest position there is.</param>
    public static async Task<Verification> Run(
        EngineSettings settings,
        string file,
        Action<long, long> told,
        CancellationToken stop = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(told);
        if (File.Exists(file))
            throw new CannotStart($"{file} is there already: a backup is never written over another");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new CannotStart($"{file} cannot be written: there is no folder {folder}");
        var part = file + ".part";
        Verification found;
        try
        {
            File.Delete(part);
            await using (var snapshot = await Database.Snapshot(settings, stop))
            {
                var head = await snapshot.Head(stop);
                await CopyFile.Write(
                    snapshot,
                    part,
                    new Dictionary<string, string?>(StringComparer.Ordinal) { [Layout.NodesKeyName] = null },
                    wal: false,
                    written => told(written, head),
                    stop
                );
                CopyFile.Sync(part);
                await using var copy = new SqliteSnapshot(part);
                found = await Verify.Check(copy, head, stop);
                // Positions that were lost long ago, and are known, are in no backup; the rest must be.
                if (found.Broken is not null)
                    return found;
            }
            File.Move(part, file);
        }
        catch (Exception e) when (e is BrokenEnvelope or SqliteFault { Malformed: true })
        {
            throw new CannotStart($"no backup was made: the journal is not whole ({e.Message}). The command verify says from where on");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteFault)
        {
            throw new CannotStart($"{file} cannot be written: {e.Message}");
        }
        finally
        {
            // Half a backup would only keep a full disk full.
            File.Delete(part);
        }
        return found;
    }
}
