namespace Emergency.Testing;

/// <summary>Surfaces that nobody changes by accident: their texts lie in tests/frozen.</summary>
public static class Frozen
{
    /// <summary>
    /// Compares a text with tests/frozen/<paramref name="name"/>, line by line. If it differs or is missing, the new text is written beside
    /// it with ".new" appended: accepting it is a decision, made by renaming.
    /// </summary>
    public static void Check(string name, string text)
    {
        if (Difference($"{Folder}/{name}", text) is { } differs)
            Assert.Fail(differs);
    }

    /// <summary>Compares texts with files elsewhere in the repository, by their paths from its root, in the same way.</summary>
    public static void CheckFiles(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var differ = texts.Select(text => Difference(text.Key, text.Value)).OfType<string>().ToList();
        if (differ.Count > 0)
            Assert.Fail(string.Join('\n', differ));
    }

    /// <summary>
    /// Compares texts with the files of tests/frozen/<paramref name="folder"/>, by their names; each text that differs is written beside
    /// its own file. No other file (*.json) can lie there.
    /// </summary>
    public static void CheckAll(string folder, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        CheckFiles(texts.ToDictionary(text => $"{Folder}/{folder}/{text.Key}", text => text.Value, StringComparer.Ordinal));
        Directory
            .EnumerateFiles(Path.Combine(Material.Root, Folder, folder), "*.json")
            .Select(file => Path.GetFileName(file))
            .Except(texts.Keys, StringComparer.Ordinal)
            .ShouldBeEmpty($"nothing stands behind these files of tests/frozen/{folder} any more: remove them");
    }

    private const string Folder = "tests/frozen";

    private static string? Difference(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var file = Path.Combine(Material.Root, path);
        var now = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var before = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (before == now)
        {
            File.Delete(file + ".new");
            return null;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".new", now);
        var (old, fresh) = (before.Split('\n'), now.Split('\n'));
        var gone = old.Except(fresh, StringComparer.Ordinal).Select(line => "- " + line);
        var come = fresh.Except(old, StringComparer.Ordinal).Select(line => "+ " + line);
        return $"{path} differs; rename {Path.GetFileName(path)}.new if that is meant\n{string.Join('\n', gone.Concat(come).Take(40))}";
    }
}
