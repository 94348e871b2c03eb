namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>Finds full-width marks of a Chinese keyboard in places where YAML needs its own.</summary>
internal static class FullWidth
{
    private const string Marks = "：，［］｛｝“”＃－",
        Halves = ":,[]{}\"\"#-";

    /// <summary>The first full-width mark of a text, and the YAML mark in its place; null where there is none.</summary>
    public static (string Mark, string Half)? In(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Marks);
        return at < 0 ? null : (text[at].ToString(), Halves[Marks.IndexOf(text[at], StringComparison.Ordinal)].ToString());
    }

    /// <summary>
    /// Position of the full-width mark that breaks a file: it is neither in quotes, nor in a comment, nor in a value; null where there is
    /// none.
    /// </summary>
    /// <param name="near">Line at which the parser gave up, from 1: the mark is there or not far above.</param>
    public static (long Line, long Column, string Mark, string Half)? Find(string text, long near)
    {
        var lines = text.Split('\n');
        for (var i = Math.Min(near, lines.Length) - 1; i >= Math.Max(0, near - 4); i--)
        {
            var line = Bare(lines[i]);
            // A field's name ends at the first colon of either width. Text after a YAML colon is the value, except inside braces.
            var own = line.IndexOf(": ", StringComparison.Ordinal);
            var open = line.AsSpan().IndexOfAny('{', '[');
            var end = open < 0 && own >= 0 ? own : line.Length;
            if (In(line.AsSpan(0, end)) is var (mark, half))
                return (i + 1, line.IndexOf(mark, StringComparison.Ordinal) + 1, mark, half);
        }
        return null;
    }

    // Blanks out quoted text and cuts off a comment; columns stay the same.
    private static string Bare(string line)
    {
        var (chars, quote) = (line.ToCharArray(), '\0');
        for (var i = 0; i < chars.Length; i++)
        {
            if (quote == '\0' && chars[i] == '#' && (i == 0 || chars[i - 1] == ' '))
                return new(chars, 0, i);
            if (quote != '\0' || chars[i] is '"' or '\'')
            {
                quote =
                    quote == '\0' ? chars[i]
                    : chars[i] == quote ? '\0'
                    : quote;
                chars[i] = ' ';
            }
        }
        return new(chars);
    }
}
