using System.Text;
using System.Text.RegularExpressions;

namespace Emergency.Server.Features.People.Gazetteer;

/// <summary>Compares a place in words with registered addresses: 六栋, 6 幢 and 6号楼 are the same, 16号楼 is another.</summary>
internal static partial class Addresses
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>
    /// Normalizes a text for comparison: digits for numerals, a single word for a building's number, no spaces or
    /// punctuation.
    /// </summary>
    public static string Plain(string text)
    {
        var plain = Numeral()
            .Replace(text.Normalize(NormalizationForm.FormKC), number => Number(number.Groups[1].Value) + number.Groups[2].Value);
        plain = House().Replace(plain, "$1号楼");
        return Aside().Replace(plain, "").ToUpperInvariant();
    }

    /// <summary>
    /// True when a plain text holds a plain part. A part that begins with a digit never matches the end of a longer number.
    /// </summary>
    public static bool Holds(string text, string part)
    {
        if (part.Length == 0)
            return false;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            if (at == 0 || !char.IsAsciiDigit(part[0]) || !char.IsAsciiDigit(text[at - 1]))
                return true;
        return false;
    }

    /// <summary>Score of an address for a spot, 0 (no fit) … 14: its building counts most, then its estate, then its community.</summary>
    /// <param name="address">Address in plain form.</param>
    public static int Fit(string address, Spot spot, string community)
    {
        var building = spot.Building is { } named && Holds(address, Plain(named)) ? 8 : 0;
        var estate = spot.Estate is { } around && Holds(address, Plain(around)) ? 4 : 0;
        return building + estate + (Holds(address, Plain(community)) ? 2 : 0);
    }

    /// <summary>True when every typed word is in a spot's names.</summary>
    public static bool Says(string typed, Spot spot, string community)
    {
        var names = Plain(
            $"{community}|{spot.Estate}|{spot.Building}|{(spot.Building is null ? spot.Grid : "")}".Replace(
                "|",
                "、",
                StringComparison.Ordinal
            )
        );
        return typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word => Holds(names, Plain(word)));
    }

    /// <summary>义阳社区居民委员会 → 义阳社区; 三里店社区居民委员会（老城街道） → 三里店社区（老城街道）.</summary>
    public static string Short(string name) => Committee().Replace(name, "");

    // 一 … 九十九, the range of building and group numbers.
    private static string Number(string numerals)
    {
        var ten = numerals.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return string.Concat(
                numerals.Select(one =>
                    Digits.IndexOf(one, StringComparison.Ordinal).ToString(System.Globalization.CultureInfo.InvariantCulture)
                )
            );
        var tens = ten == 0 ? 1 : Digits.IndexOf(numerals[ten - 1], StringComparison.Ordinal);
        var ones = ten == numerals.Length - 1 ? 0 : Digits.IndexOf(numerals[ten + 1], StringComparison.Ordinal);
        return ((tens * 10) + ones).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("(?<count>[零一二三四五六七八九十]{1,3})(?<of>号楼|号|栋|幢|座|单元|组|楼)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numeral();

    [GeneratedRegex(@"(?<number>[0-9]+)\s*(?:号楼|号栋|栋|幢|座|#楼|#)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex House();

    [GeneratedRegex(@"[\s\p{P}]+", RegexOptions.None, 1000)]
    private static partial Regex Aside();

    [GeneratedRegex("((居民|村民)?委员会|[居村]委会)(?=（|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Committee();
}
