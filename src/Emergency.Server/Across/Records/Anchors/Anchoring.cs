using Emergency.Engine;
using Emergency.Engine.Seals;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Anchors;

/// <summary>The folder of anchors: one file a day, with the newest seal of the journal.</summary>
internal static class Anchoring
{
    private const string Files = "anchor-*.txt";

    /// <summary>
    /// Reads the anchors of a folder with their names; none if there is no folder. Throws <see cref="CannotStart"/> if one is unreadable or
    /// was changed.
    /// </summary>
    public static IEnumerable<(string Name, Anchor Anchor)> Kept(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, Files).Order(StringComparer.Ordinal).Select(file => (file, AnchorFile.Read(file)))]
            : [];

    /// <summary>Renames anchors after a restore: those of seals made later than the backup no longer fit.</summary>
    /// <param name="sealed">Last position under a seal of the backup; later rows are sealed anew.</param>
    internal static async Task SetAside(Settings settings, long @sealed, TextWriter output)
    {
        foreach (var (file, anchor) in Kept(settings.AnchorFolder).Where(one => one.Anchor.Position > @sealed).ToList())
        {
            File.Move(file, $"{file}.before-restore", overwrite: true);
            await output.WriteLineAsync(
                $"{file} is of a seal up to position {anchor.Position}, which the backup does not have yet: kept as {Path.GetFileName(file)}.before-restore"
            );
        }
    }
}
