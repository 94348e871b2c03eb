namespace Emergency.Server.CrossFeature.Imports.Reading.Values;

/// <summary>Undoes what typing and copying do to a cell: full-width characters, stray spaces, a leading apostrophe or tab.</summary>
internal static class Written
{
    private static readonly HashSet<string> nothing = new(StringComparer.OrdinalIgnoreCase)
    {
        "无",
        "暂无",
        "没有",
        "/",
        "\\",
        "-",
        "--",
        "n/a",
        "null",
    };

    /// <summary>Full-width digits and letters become half-width, ends are trimmed; punctuation inside stays as written.</summary>
    public static string Text(string written) => Fold(written, symbols: false);

    /// <summary>For dates, numbers and phones: punctuation becomes half-width too, every dash a hyphen.</summary>
    public static string Symbols(string written) => Fold(written, symbols: true);

    /// <summary>A personal name: no spaces inside.</summary>
    public static string Name(string written) => Squeeze(Text(written));

    public static string Squeeze(string text) => text.Any(IsSpace) ? string.Concat(text.Where(c => !IsSpace(c))) : text;

    /// <summary>True for blank and for the words and strokes people write where nothing is.</summary>
    public static bool IsNothing(string written) => Symbols(written) is var text && (text.Length == 0 || nothing.Contains(text));

    private static string Fold(string written, bool symbols)
    {
        var text = written;
        for (var i = 0; i < text.Length; i++)
        {
            if (Half(text[i], symbols) != text[i])
            {
                text = string.Create(
                    text.Length,
                    (text, symbols),
                    static (to, from) =>
                    {
                        for (var j = 0; j < to.Length; j++)
                        {
                            to[j] = Half(from.text[j], from.symbols);
                        }
                    }
                );
                break;
            }
        }
        int start = 0,
            end = text.Length;
        while (start < end && (IsSpace(text[start]) || text[start] is '\'' or '’' or '`'))
        {
            start++;
        }
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }
        return start == 0 && end == text.Length ? text : text[start..end];
    }

    private static char Half(char c, bool symbols) =>
        c switch
        {
            >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' => (char)(c - 0xFEE0),
            >= '\uFF01' and <= '\uFF5E' when symbols => (char)(c - 0xFEE0),
            '—' or '–' or '−' or '‐' or '－' when symbols => '-',
            '。' or '．' when symbols => '.',
            _ => c,
        };

    // Zero-width space and byte-order mark come along when text is pasted from a web page.
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF';
}
