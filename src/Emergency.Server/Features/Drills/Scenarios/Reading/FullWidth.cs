namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>Marks of a Chinese keyboard that stand where YAML wants its own.</summary>
internal static class FullWidth
{
    private const string Marks = "：，［］｛｝“”＃－",
        Halves = ":,[]{}\"\"#-";

    /// <summary>The first such mark, and the one that belongs there; null where none stands.</summary>
    public static (string Mark, string Half)? In(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Marks);
        return at < 0 ? null : (text[at].ToString(), Halves[Marks.IndexOf(text[at], StringComparison.Ordinal)].ToString());
    }

    /// <summary>Where in a broken file the first such mark stands that is neither in quotes, nor in a comment, nor in a value's words; null where none does.</summary>
    /// <param name="near">The line at which the parser gave up, from 1: the mark is there or not far above.</param>
    public static (long Line, long Column, string Mark, string Half)? Find(string text, long near)
    {
        var lines = text.Split('\n');
        for (var i = Math.Min(near, lines.Length) - 1; i >= Math.Max(0, near - 4); i--)
        {
            var line = Bare(lines[i]);
            // A field's name ends at the first colon of either width; what comes after one of YAML's own is its value's words, but not inside braces.
            var own = line.IndexOf(": ", StringComparison.Ordinal);
            var open = line.AsSpan().IndexOfAny('{', '[');
            var end = open < 0 && own >= 0 ? own : line.Length;
            if (In(line.AsSpan(0, end)) is var (mark, half))
                return (i + 1, line.IndexOf(mark, StringComparison.Ordinal) + 1, mark, half);
        }
        return null;
    }

    // The line without what is quoted and without a comment, its columns kept.
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
