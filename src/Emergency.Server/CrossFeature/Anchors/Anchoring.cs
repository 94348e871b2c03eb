using Emergency.Engine;
using Emergency.Engine.Seals;
using Emergency.Server.Foundation;

namespace Emergency.Server.CrossFeature.Anchors;

/// <summary>The folder of anchors: one file a day, which says what the newest seal of the journal was.</summary>
internal static class Anchoring
{
    private const string Files = "anchor-*.txt";

    /// <summary>The anchors of a folder by their names; none where there is no folder. Throws <see cref="CannotStart"/> where one cannot be read or was changed.</summary>
    public static IEnumerable<(string Name, Anchor Anchor)> Kept(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, Files).Order(StringComparer.Ordinal).Select(file => (file, AnchorFile.Read(file)))]
            : [];

    /// <summary>After a restore: anchors of seals that were made later than the backup no longer fit, and are kept under another name.</summary>
    /// <param name="sealed">The last position under a seal of the backup; what it has beyond that is sealed anew.</param>
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
