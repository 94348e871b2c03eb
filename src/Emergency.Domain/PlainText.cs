namespace Emergency.Domain;

/// <summary>Text that reads as it was written. Marks that turn the direction of what follows (UAX 9), marks and letters that are not seen
/// at all, line separators and control characters can make one text look like another, or turn figures that stand beside it
/// round.</summary>
public static class PlainText
{
    /// <summary>Tells whether every character can stay: all but direction marks, characters without width and shape (soft hyphen,
    /// zero-width space, word joiner, fillers), U+2028, U+2029 and control characters other than tab and line ends.</summary>
    public static bool Is(string? text)
    {
        foreach (var letter in text ?? "")
            if (Unfit(letter))
                return false;
        return true;
    }

    /// <summary>The text without them: for what must be taken however it is written, as a hotline's case.</summary>
    public static string Of(string text) => Is(text) ? text : string.Concat(text.Where(letter => !Unfit(letter)));

    /// <summary>Characters that no name and no number of a person contains: the beginnings of markup or of a template.</summary>
    public const string Markup = "<>\"`{}";

    private static bool Unfit(char letter) =>
        letter switch
        {
            '\t' or '\n' or '\r' => false,
            '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' =>
                true,
            // Joiners stay: pictures of people and some writings are made with them.
            '\u00AD' or '\u115F' or '\u1160' or '\u180E' or '\u200B' or (>= '\u2060' and <= '\u2064') or '\u3164' or '\uFEFF' or '\uFFA0' =>
                true,
            _ => char.IsControl(letter),
        };
}
