using System.Globalization;
using System.Text;

namespace Emergency.Engine.Seals;

/// <summary>An anchor as a text file of "name: value" lines, for people and for <c>verify --anchor</c>.</summary>
public static class AnchorFile
{
    private const string Title =
        "# 锚 / Anchor: 保存在本系统之外。keep it outside this installation; `verify --anchor FILE` compares the journal with it.";

    public static string Text(Anchor anchor)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        return new StringBuilder(Title)
            .Append('\n')
            .Append(anchor.Signed)
            .Append("signature: ")
            .Append(anchor.Signature)
            .Append('\n')
            .ToString();
    }

    /// <summary>Throws <see cref="CannotStart"/> where the file is none or its signature does not fit its text.</summary>
    public static Anchor Read(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file)) is { } anchor
                ? anchor.Fits()
                    ? anchor
                    : throw new CannotStart($"{file}: the signature does not fit: this anchor was changed")
                : throw new CannotStart($"{file} is no anchor");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{file} cannot be read: {e.Message}");
        }
    }

    /// <summary>Null where the text is none.</summary>
    public static Anchor? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
            if (line.Length > 0 && line[0] != '#' && line.Split(": ", 2) is [var name, var value])
                said.TryAdd(name, value);
        return
            said.TryGetValue("installation", out var installation)
            && said.TryGetValue("seal", out var seal)
            && said.TryGetValue("key", out var key)
            && said.TryGetValue("signature", out var signature)
            && long.TryParse(said.GetValueOrDefault("position"), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && DateTimeOffset.TryParseExact(
                said.GetValueOrDefault("at"),
                "O",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var at
            )
            ? new(installation, position, seal, at, key, signature)
            : null;
    }
}
