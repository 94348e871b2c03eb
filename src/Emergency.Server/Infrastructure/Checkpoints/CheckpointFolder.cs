using System.Collections.Concurrent;
using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>
/// The checkpoints of this node: files that may be deleted at any time. Each node has its own, on either database; backup and verify ignore
/// them.
/// </summary>
/// <param name="folder">Folder, created when the first checkpoint is written; null where there must be none.</param>
internal sealed class CheckpointFolder(string? folder, ISealing sealing) : IFailing
{
    private const string Ending = ".views",
        Writing = ".new",
        Ahead = "prepared";
    private const int Kept = 2;

    private readonly ConcurrentDictionary<string, string> _passed = new(StringComparer.Ordinal);

    /// <summary>The files that were skipped at the start, each with the reason, until they are deleted.</summary>
    public IReadOnlyList<string> Failing =>
        [
            .. _passed
                .Where(one => File.Exists(one.Key))
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => $"views/{Path.GetFileName(one.Key)}: {one.Value}"),
        ];

    /// <summary>Remembers that a file was not used, so that health reports it.</summary>
    public void PassOver(string file, string why) => _passed[file] = why;

    /// <summary>The folder in which the next version of the program prepares its checkpoint, out of reach of the running one.</summary>
    public CheckpointFolder Prepared => new(folder is null ? null : Path.Combine(folder, Ahead), sealing);

    /// <summary>
    /// The checkpoints, newest first, including a prepared one. Each is opened when it is enumerated; where it cannot be read, it is null
    /// with the reason.
    /// </summary>
    public IEnumerable<(string File, Checkpoint? Whole, string? Why)> Newest() =>
        Files().Concat(Prepared.Files()).OrderByDescending(Path.GetFileName, StringComparer.Ordinal).Select(Look);

    private (string File, Checkpoint? Whole, string? Why) Look(string file)
    {
        try
        {
            return Checkpoint.Open(file, sealing) is { } whole
                ? (file, whole, null)
                : (file, null, "damaged, not written to its end, or another installation's");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return (file, null, "cannot be read");
        }
    }

    /// <summary>
    /// Writes a checkpoint, whole or not at all, and deletes older ones except the one before it. Returns its name; null where there must
    /// be none.
    /// </summary>
    public string? Write(Position at, string happened, IEnumerable<(KeptState State, Codec Codec, object Value, object? Basis)> states)
    {
        if (folder is null)
            return null;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var half in Directory.EnumerateFiles(folder, "*" + Writing))
            File.Delete(half);
        var file = Path.Combine(folder, at.Value.ToString("D19", CultureInfo.InvariantCulture) + Ending);
        try
        {
            Checkpoint.Write(file + Writing, at, happened, states, sealing);
        }
        catch
        {
            // On a full disk the journal needs the space.
            File.Delete(file + Writing);
            throw;
        }
        File.Move(file + Writing, file, overwrite: true);
        foreach (var older in Files().Skip(Kept))
            File.Delete(older);
        return file;
    }

    /// <summary>Deletes the prepared checkpoints once this program has written one of its own.</summary>
    public void DropPrepared(Func<Checkpoint, bool> mine)
    {
        foreach (var file in Prepared.Files())
            if (Checkpoint.Open(file, sealing) is not { } prepared || mine(prepared))
                File.Delete(file);
    }

    private IReadOnlyList<string> Files() =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Ending).OrderDescending(StringComparer.Ordinal)] : [];
}
