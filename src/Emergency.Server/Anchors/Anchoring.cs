using Emergency.Engine;
using Emergency.Engine.Own.Seals;

namespace Emergency.Server.Anchors;

/// <summary>The folder of anchors: one file a day, which says what the newest seal of the journal was.</summary>
public static class Anchoring
{
    private const string Files = "anchor-*.txt";

    /// <summary>The anchors of a folder by their names; none where there is no folder. Throws <see cref="CannotStart"/> where one cannot be read or was changed.</summary>
    public static IEnumerable<(string Name, Anchor Anchor)> Kept(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, Files).Order(StringComparer.Ordinal).Select(file => (file, AnchorFile.Read(file)))] : [];

    /// <summary>After a restore: anchors of what was written later than the backup no longer fit, and are kept under another name.</summary>
    internal static async Task SetAside(Settings settings, long upTo, TextWriter output)
    {
        foreach (var (file, anchor) in Kept(settings.AnchorFolder).Where(one => one.Anchor.Position > upTo).ToList())
        {
            File.Move(file, $"{file}.before-restore", overwrite: true);
            await output.WriteLineAsync($"{file} is of position {anchor.Position}, after the backup: kept as {Path.GetFileName(file)}.before-restore");
        }
    }
}
