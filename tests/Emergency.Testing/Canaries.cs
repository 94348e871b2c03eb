using System.Buffers;
using System.Text;

namespace Emergency.Testing;

/// <summary>
/// Values that must not stand anywhere in clear, and the search for them: as UTF-8, UTF-16 (little-endian), JSON escapes, and base64 of
/// either at any offset in a longer text.
/// </summary>
public sealed class Canaries(params IReadOnlyList<string> values)
{
    private readonly List<(string Value, string As, byte[] Bytes)> _forms = [.. values.SelectMany(Forms)];

    // A single pass, with each byte as a character: the files of a database are large and nearly always hold none of the values.
    private readonly SearchValues<string> _any = SearchValues.Create(
        [.. values.SelectMany(Forms).Select(form => Encoding.Latin1.GetString(form.Item3))],
        StringComparison.Ordinal
    );

    /// <summary>Values found, as "value as form"; empty where there are none.</summary>
    public IReadOnlyList<string> In(ReadOnlyMemory<byte> bytes) =>
        !Encoding.Latin1.GetString(bytes.Span).AsSpan().ContainsAny(_any)
            ? []
            : [.. _forms.Where(form => bytes.Span.IndexOf(form.Bytes) >= 0).Select(form => $"{form.Value} as {form.As}")];

    public IReadOnlyList<string> In(string text) => In(Encoding.UTF8.GetBytes(text));

    /// <summary>Searches every file below a folder, also files that another process holds open; each finding names its file.</summary>
    public IReadOnlyList<string> InFolder(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .SelectMany(file => In(Bytes(file)).Select(found => $"{Path.GetRelativePath(folder, file)}: {found}")),
        ];

    private static byte[] Bytes(string file)
    {
        try
        {
            // An empty lock file is held exclusively: there is nothing in it.
            if (new FileInfo(file).Length == 0)
                return [];
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException)
        {
            // A running server has deleted it since it was listed.
            return [];
        }
    }

    private static IEnumerable<(string, string, byte[])> Forms(string value)
    {
        if (value.Length < 4)
            throw new ArgumentException($"{value} is too short to be told from chance", nameof(value));
        var (utf8, utf16) = (Encoding.UTF8.GetBytes(value), Encoding.Unicode.GetBytes(value));
        yield return (value, "UTF-8", utf8);
        yield return (value, "UTF-16", utf16);
        foreach (var form in (string[])["x4", "X4"])
        {
            yield return (
                value,
                "escapes",
                Encoding.ASCII.GetBytes(
                    string.Concat(
                        value.Select(letter => $"\\u{((int)letter).ToString(form, System.Globalization.CultureInfo.InvariantCulture)}")
                    )
                )
            );
            if (!Ascii.IsValid(value))
                yield return (
                    value,
                    "escapes of what is not ASCII",
                    Encoding.ASCII.GetBytes(
                        string.Concat(
                            value.Select(letter =>
                                char.IsAscii(letter)
                                    ? letter.ToString()
                                    : $"\\u{((int)letter).ToString(form, System.Globalization.CultureInfo.InvariantCulture)}"
                            )
                        )
                    )
                );
        }
        foreach (var (name, bytes) in new[] { ("UTF-8", utf8), ("UTF-16", utf16) })
            for (var offset = 0; offset < 3; offset++)
            {
                var text = Whole(bytes, offset);
                yield return (value, $"base64 of {name} at {offset}", Encoding.ASCII.GetBytes(text));
                yield return (value, $"base64url of {name} at {offset}", Encoding.ASCII.GetBytes(text.Replace('+', '-').Replace('/', '_')));
            }
    }

    /// <summary>
    /// The characters of the base64 text that depend on the value's bytes alone, when they begin after 0, 1 or 2 other bytes.
    /// </summary>
    private static string Whole(byte[] bytes, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        var (from, to) = ((offset * 8 + 5) / 6, (offset + bytes.Length) * 8 / 6);
        return text[from..to];
    }
}
