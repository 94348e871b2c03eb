using Emergency.Engine;

namespace Emergency.Server.Foundation;

/// <summary>A secret that an operator keeps in a file of its own.</summary>
internal static class SecretFile
{
    /// <summary>Reads the file's text, trimmed. Throws <see cref="CannotStart"/> where the file cannot be read or is empty.</summary>
    /// <param name="setting">The setting that names the file.</param>
    public static string Read(string setting, string file)
    {
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } secret ? secret : throw new CannotStart($"{setting}: {file} is empty");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{setting}: {file} cannot be read");
        }
    }
}
