namespace Emergency.Testing;

/// <summary>Surfaces that nobody changes by accident: their texts lie in tests/frozen.</summary>
public static class Frozen
{
    /// <summary>Compares a text with tests/frozen/<paramref name="name"/>, line by line. Where it differs or is missing, the new text is written beside it with ".new" appended: accepting it is a decision, made by renaming.</summary>
    public static void Check(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var file = Path.Combine(Material.Root, "tests", "frozen", name);
        var now = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var before = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (before == now)
        {
            File.Delete(file + ".new");
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".new", now);
        var (old, fresh) = (before.Split('\n'), now.Split('\n'));
        var gone = old.Except(fresh, StringComparer.Ordinal).Select(line => "- " + line);
        var come = fresh.Except(old, StringComparer.Ordinal).Select(line => "+ " + line);
        Assert.Fail($"tests/frozen/{name} differs; rename {name}.new if that is meant\n{string.Join('\n', gone.Concat(come).Take(40))}");
    }
}
