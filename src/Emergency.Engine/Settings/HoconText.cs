using System.Globalization;

namespace Emergency.Engine.Settings;

/// <summary>Looks whether a HOCON text is whole before Akka's reader sees it: that one takes a file that was cut short without a word.</summary>
internal static class HoconText
{
    private const string Multiline = "\"\"\"",
        Include = "include";

    /// <summary>The fault of a text: something is not closed, closes nothing or reads another file, in a sentence with its line, counted from 1; null where nothing is.</summary>
    public static string? Fault(string text)
    {
        var open = new Stack<(char Bracket, int Line)>();
        var (line, begins) = (1, true);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\n')
                (line, begins) = (line + 1, true);
            else if (IsComment(text, at))
                at = EndOfLine(text, at) - 1;
            else if (letter == '"')
            {
                var end = EndOfQuote(text, at);
                if (end < 0)
                    return Said(line, "a quote is not closed");
                line += text.AsSpan(at, end - at).Count('\n');
                (at, begins) = (end - 1, false);
            }
            else if (letter is '{' or '[')
            {
                open.Push((letter, line));
                begins = letter == '{';
            }
            else if (letter is '}' or ']')
            {
                if (!open.TryPop(out var last) || last.Bracket != (letter == '}' ? '{' : '['))
                    return Said(line, $"{letter} closes nothing");
                begins = true;
            }
            else if (begins && IsInclude(text, at))
                return Said(line, "include is not followed: write it into this file");
            else if (!char.IsWhiteSpace(letter))
                begins = letter == ',';
        }
        return open.TryPop(out var left) ? Said(left.Line, $"{left.Bracket} is not closed") : null;
    }

    private static string Said(int line, string what) => string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}");

    private static bool IsComment(string text, int at) => text[at] == '#' || text.AsSpan(at).StartsWith("//", StringComparison.Ordinal);

    private static bool IsInclude(string text, int at) =>
        text.AsSpan(at).StartsWith(Include, StringComparison.Ordinal)
        && text.AsSpan(at + Include.Length) is [var next, ..]
        && (char.IsWhiteSpace(next) || next == '"');

    private static int EndOfLine(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    /// <summary>Behind the quote that begins here, -1 where it is not closed.</summary>
    private static int EndOfQuote(string text, int at)
    {
        if (text.AsSpan(at).StartsWith(Multiline, StringComparison.Ordinal))
            return text.IndexOf(Multiline, at + Multiline.Length, StringComparison.Ordinal) is >= 0 and var end
                ? end + Multiline.Length
                : -1;
        for (var next = at + 1; next < text.Length && text[next] != '\n'; next++)
            if (text[next] == '\\')
                next++;
            else if (text[next] == '"')
                return next + 1;
        return -1;
    }
}
