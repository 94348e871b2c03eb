using System.Collections;
using System.Text.Json;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Server.Foundation;

/// <summary>
/// Result of reading the command line, the environment and the file: settings, the words before any option ("verify", "account add …"), and
/// all faults at once.
/// </summary>
internal sealed record SettingsReading(Settings Settings, IReadOnlyList<string> Words, IReadOnlyList<string> Faults)
{
    private const string Prefix = "EMERGENCY_";

    /// <param name="environment">Names and values. Names that begin with EMERGENCY_ are ours: "__" stands for ":", "_" for "-". The
    /// variable that names the SQLite library is no setting, because it is needed before any.</param>
    /// <param name="file">The text of appsettings.json, or null.</param>
    public static SettingsReading Read(IReadOnlyList<string> arguments, IDictionary environment, string? file)
    {
        var (faults, words) = (new List<string>(), new List<string>());
        var said = FromFile(file, faults)
            .Concat(
                environment
                    .Cast<DictionaryEntry>()
                    .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
                    .Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal) && entry.Name != SqliteNative.Variable)
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                    .Select(entry =>
                        (
                            entry.Name,
                            Key: entry
                                .Name[Prefix.Length..]
                                .Replace("__", ":", StringComparison.Ordinal)
                                .Replace('_', '-')
                                .ToLowerInvariant(),
                            entry.Value
                        )
                    )
            )
            .Concat(FromArguments(arguments, words, faults))
            .ToList();
        var settings = new Settings();
        foreach (var (name, key, value) in said)
        {
            if (Settings.Options.FirstOrDefault(option => option.Name == key) is not { } option)
                faults.Add($"{name}: no such setting");
            else if (option.Set(settings, value) is { } changed)
                settings = changed;
            else
                faults.Add($"{name} = {(option.Secret ? "(hidden)" : value)}: {option.Allowed}");
        }
        return new(settings, words, faults);
    }

    private static List<(string Name, string Key, string Value)> FromArguments(
        IReadOnlyList<string> arguments,
        List<string> words,
        List<string> faults
    )
    {
        var said = new List<(string, string, string)>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                if (said.Count == 0)
                    words.Add(argument);
                else
                    faults.Add($"{argument}: words come before options");
                continue;
            }
            // Options of commands: the part to back up or restore, the files to verify against, the first entities that init makes.
            if (
                (argument == "--keys" && words is ["backup" or "restore", ..])
                || (argument is "--anchor" or "--public-key" && words is ["verify", ..])
                || (argument is "--division" or "--operator" or "--second" or "--second-role" && words is ["init", ..])
            )
            {
                words.AddRange(arguments.Skip(i).Take(2));
                i++;
                continue;
            }
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (equals >= 0)
                said.Add((name, name[2..], argument[(equals + 1)..]));
            else if (i + 1 < arguments.Count)
                said.Add((name, name[2..], arguments[++i]));
            else
                faults.Add($"{name}: a value is missing");
        }
        return said;
    }

    private static List<(string Name, string Key, string Value)> FromFile(string? file, List<string> faults)
    {
        var said = new List<(string, string, string)>();
        if (file is null)
            return said;
        try
        {
            using var document = JsonDocument.Parse(
                file,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Emergency", out var section))
                Walk(section, "", said);
        }
        catch (JsonException bad)
        {
            faults.Add(
                $"appsettings.json: not JSON at line {(bad.LineNumber + 1)?.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            );
        }
        return said;
    }

    private static void Walk(JsonElement element, string path, List<(string, string, string)> said)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject())
                Walk(member.Value, path.Length == 0 ? member.Name : $"{path}:{member.Name}", said);
        else
            said.Add(($"appsettings.json Emergency:{path}", path, element.ToString()));
    }
}
