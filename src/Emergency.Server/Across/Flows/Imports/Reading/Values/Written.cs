using System.Text.Json;
using System.Text.RegularExpressions;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>Undoes what typing and copying do to a cell: full-width characters, stray spaces, a leading apostrophe or tab.</summary>
internal static partial class Written
{
    private static readonly Lazy<(HashSet<string> Nothing, HashSet<string> Unknown)> words = new(() =>
    {
        using var file = typeof(Written).Assembly.GetManifestResourceStream("nothing-words.json")!;
        var read = JsonSerializer.Deserialize<Words>(file, JsonSerializerOptions.Web)!;
        return (new(read.Nothing, StringComparer.OrdinalIgnoreCase), new(read.Unknown, StringComparer.OrdinalIgnoreCase));
    });

    /// <summary>Full-width digits and letters become half-width, ends are trimmed; punctuation inside stays as written.</summary>
    public static string Text(string written) => Fold(written, symbols: false);

    /// <summary>Normalises dates, numbers and phones: punctuation becomes half-width too, every dash a hyphen.</summary>
    public static string Symbols(string written) => Fold(written, symbols: true);

    /// <summary>A personal name: no spaces inside.</summary>
    public static string Name(string written) => Squeeze(Text(written));

    public static string Squeeze(string text) => text.Any(IsSpace) ? string.Concat(text.Where(c => !IsSpace(c))) : text;

    /// <summary>True for a blank text, and for the usual words and strokes for "none" or "unknown" (不详).</summary>
    public static bool IsNothing(string written) => Word(written) is var text && (text.Length == 0 || IsStruck(text) || IsUnknown(text));

    /// <summary>True for the words and strokes for "none"; a blank or unknown value is not struck.</summary>
    public static bool IsStruck(string written) => words.Value.Nothing.Contains(Word(written));

    /// <summary>True for the words for "unknown": the known value stays.</summary>
    public static bool IsUnknown(string written) => words.Value.Unknown.Contains(Word(written));

    /// <summary>A name of which a part is hidden: 例*, 例某, 例XX.</summary>
    public static bool IsMasked(string name) => Masked().IsMatch(name);

    private static string Word(string written) =>
        Squeeze(Symbols(written)) is { Length: > 1 } text ? text.TrimEnd('.', ',', ';', '!') : Squeeze(Symbols(written));

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

    [GeneratedRegex(
        @"[*＊×✱●○◯□■☆※]|^(?:\p{Lo}|[\uD800-\uDBFF][\uDC00-\uDFFF]){1,2}(?:某{1,2}|[XxＸｘ]{1,3})$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Masked();

    private sealed record Words(string Source, IReadOnlyList<string> Nothing, IReadOnlyList<string> Unknown);
}
