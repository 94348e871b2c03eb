using System.Globalization;
using Emergency.Server.Foundation;

namespace Emergency.Server.Hosting;

/// <summary>When this folder's journal and keys were last backed up, so that a page can say so: a file of one line each in the data folder. A backup is none the less whole where it cannot be noted.</summary>
internal static class BackupMarks
{
    public const string Journal = "backup.journal",
        Keys = "backup.keys";

    /// <summary>Why it could not be noted; null where it was.</summary>
    public static string? Note(Settings settings, string what, DateTimeOffset at)
    {
        try
        {
            File.WriteAllText(Path.Combine(settings.Data, what), at.ToString("O", CultureInfo.InvariantCulture) + "\n");
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{what} in {settings.Data} could not be written, and /operations does not know of this backup: {refused.Message}";
        }
    }

    /// <summary>Null where none was made from this folder, or it was noted where it cannot be read.</summary>
    public static DateTimeOffset? At(Settings settings, string what)
    {
        try
        {
            return DateTimeOffset.TryParseExact(
                File.ReadAllText(Path.Combine(settings.Data, what)).Trim(),
                "O",
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var at
            )
                ? at
                : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
