using System.Globalization;
using System.Text;

namespace Emergency.Domain.Accounts;

/// <summary>Letters permitted in a sign-in name: so that no two names look alike, each has letters of Latin and Chinese writing, or of one
/// other writing of China, and no invisible characters.</summary>
public static class NameLetters
{
    /// <summary>Blocks of the permitted writings (Unicode 16, Blocks.txt). Latin without phonetic letters; no Cyrillic, Greek and Armenian,
    /// whose letters look like Latin ones.</summary>
    private static readonly (Writing Of, int First, int Last)[] Blocks =
    [
        (Writing.Latin, 'A', 'Z'),
        (Writing.Latin, 'a', 'z'),
        (Writing.Latin, 0xC0, 0xFF),
        (Writing.Han, 0x3005, 0x3007),
        (Writing.Han, 0x3400, 0x4DBF),
        (Writing.Han, 0x4E00, 0x9FFF),
        (Writing.Han, 0xF900, 0xFAFF),
        (Writing.Han, 0x20000, 0x323AF),
        (Writing.Arabic, 0x0620, 0x065F),
        (Writing.Arabic, 0x066E, 0x06D3),
        (Writing.Tibetan, 0x0F0B, 0x0F0B),
        (Writing.Tibetan, 0x0F40, 0x0FBC),
        (Writing.Mongolian, 0x1820, 0x18AA),
        (Writing.Yi, 0xA000, 0xA48C),
        (Writing.Hangul, 0xAC00, 0xD7A3),
    ];

    private enum Writing
    {
        Latin,
        Han,
        Arabic,
        Tibetan,
        Mongolian,
        Yi,
        Hangul,
    }

    /// <summary>Tells whether no differently written name looks like this one.</summary>
    public static bool AreFit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var written = new HashSet<Writing>();
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (IsPlain(rune))
                continue;
            if (Of(rune) is not { } writing)
                return false;
            written.Add(writing);
        }
        return written.Count < 2 || written.IsSubsetOf([Writing.Latin, Writing.Han]);
    }

    // Digits, blanks and signs of ASCII, and the dot within a name.
    private static bool IsPlain(Rune rune) => (rune.IsAscii && !Rune.IsControl(rune) && !Rune.IsLetter(rune)) || rune.Value == '·';

    private static Writing? Of(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.Format or UnicodeCategory.PrivateUse)
            return null;
        foreach (var (of, first, last) in Blocks)
            if (rune.Value >= first && rune.Value <= last)
                return of;
        return null;
    }
}
