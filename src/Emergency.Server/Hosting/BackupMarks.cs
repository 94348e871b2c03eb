using System.Globalization;
using Emergency.Server.Foundation;

namespace Emergency.Server.Hosting;

/// <summary>
/// Times of the last backup of this folder's journal and keys, shown on /operations: a file of one line each in the data folder. A backup
/// is valid even where its time cannot be noted.
/// </summary>
internal static class BackupMarks
{
    public const string Journal = "backup.journal",
        Keys = "backup.keys";

    /// <summary>Notes a backup's time. Returns the reason why it could not be noted; null where it was.</summary>
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

    /// <summary>Time of the last backup; null where none was made from this folder, or its note cannot be read.</summary>
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
