using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>The checkpoints of this node: files that may be thrown away at any time. Each node has its own, on either database; backup and verify know nothing of them.</summary>
/// <param name="folder">Made when the first one is written; null where there shall be none.</param>
internal sealed class CheckpointFolder(string? folder, ISealing sealing)
{
    private const string Ending = ".views",
        Writing = ".new";
    private const int Kept = 2;

    /// <summary>The checkpoints that are whole, the newest first; each is looked at when it is asked for.</summary>
    public IEnumerable<Checkpoint> Newest() => Files().Select(file => Checkpoint.Open(file, sealing)).OfType<Checkpoint>();

    /// <summary>Writes one and throws older ones away, but for the one before it: either all of it is there under its name or nothing is.</summary>
    public void Write(Position at, string happened, IEnumerable<(KeptState State, Codec Codec, object Value, object? Basis)> states)
    {
        if (folder is null)
            return;
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
            // On a full disk the journal needs the room.
            File.Delete(file + Writing);
            throw;
        }
        File.Move(file + Writing, file, overwrite: true);
        foreach (var older in Files().Skip(Kept))
            File.Delete(older);
    }

    private IReadOnlyList<string> Files() =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Ending).OrderDescending(StringComparer.Ordinal)] : [];
}
