using System.Text.RegularExpressions;
using Emergency.Server.Features.Places;

namespace Emergency.Server.Features.Warnings.Words;

/// <summary>
/// Matches an area in words with our ground: our own streets and counties by their names, all of ours where a larger
/// division around us is named, and the parts that the words leave out.
/// </summary>
internal sealed class PlaceWords(PlacesKnown places, string home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly PlaceList Words = WarningWords.Table.Places;
    private static readonly IReadOnlyList<Regex> Excluding = [.. Words.Excluded.Select(Pattern)];
    private static readonly Regex Parts = Pattern(Words.Parts),
        Endings = Pattern(Words.Endings),
        Divided = Pattern(Words.Endings.TrimEnd('$'));
    private static readonly IReadOnlyList<string> Loose = [.. Words.Whole.Concat(Words.Loose).OrderByDescending(word => word.Length)];

    /// <param name="Reached">Own divisions that the words hold.</param>
    /// <param name="Excluded">Null where nothing is left out; else our own divisions that are, empty where those are not known.</param>
    public sealed record Said(IReadOnlyList<string> Reached, IReadOnlyList<string>? Excluded);

    public Said Of(string words)
    {
        var (rest, without) = (words, new List<string>());
        foreach (var pattern in Excluding)
            rest = pattern.Replace(
                rest,
                found =>
                {
                    without.Add(found.Groups["out"].Value);
                    return "";
                }
            );
        var reached = Named(rest);
        if (without.Count == 0)
            return new(reached, null);
        var left = without.SelectMany(Named).Distinct(StringComparer.Ordinal).ToList();
        // 除老城街道外的其他街道: the part left out is ours, so the rest of ours is meant.
        return new(reached.Count == 0 && left.Count > 0 ? [home] : reached, left);
    }

    /// <summary>True when words in Chinese name no division at all, neither ours nor another's: 淮河干流沿线 can be here.</summary>
    public static bool MayBeAnywhere(string words) =>
        words.Any(c => c is >= '\u4e00' and <= '\u9fff') && !Parts.Split(words).Any(part => Divided.IsMatch(Stripped(part.Trim())));

    private List<string> Named(string words) =>
        [
            .. Parts
                .Split(words)
                .Select(part => part.Trim())
                .Where(part => part.Length > 0)
                .SelectMany(Part)
                .Distinct(StringComparer.Ordinal),
        ];

    private IEnumerable<string> Part(string part)
    {
        var (rest, above) = Above(part);
        var named = Roots().SelectMany(root => Within(root, rest)).ToList();
        if (named.Count > 0)
            return named;
        var left = Stripped(rest);
        // 全市 alone, or a division around us with no other place behind it.
        return
            left.Length == 0 && (above || Words.Whole.Any(word => rest.Contains(word, StringComparison.Ordinal)))
            || (above && !Endings.IsMatch(left))
            ? [home]
            : [];
    }

    // Names of our province and city; the short ones only where nothing else stands there.
    private (string Left, bool Above) Above(string part)
    {
        var (rest, above) = (part, false);
        foreach (var digits in (ReadOnlySpan<int>)[2, 4, 6, 9])
        {
            if (home.Length <= digits && home.Length != 4)
                break;
            if (digits > home.Length || NameOf(home[..digits]) is not { } name)
                continue;
            if (rest.StartsWith(name, StringComparison.Ordinal))
                (rest, above) = (rest[name.Length..], true);
            else if (Short(name) is { Length: > 1 } brief && Stripped(rest) == brief)
                (rest, above) = ("", true);
        }
        return (rest, above);
    }

    private string? NameOf(string code) =>
        places.Of(code)?.RegisterName ?? Words.Provinces.GetValueOrDefault(code) ?? Words.Cities.GetValueOrDefault(code);

    private static string Short(string name) => Endings.Replace(name, "");

    private IEnumerable<string> Within(string root, string part)
    {
        var county = places.Of(root)?.RegisterName;
        var streets = places.Below(root).Where(street => IsNamed(part, street.RegisterName, county)).Select(street => street.Code).ToList();
        return streets.Count > 0 ? streets
            : county is not null && (IsNamed(part, county, null) || Stripped(part) == Short(county)) ? [root]
            : [];
    }

    // 驿城区老城街道 is another city's: a name of ours has nothing before it, or our own county.
    private static bool IsNamed(string part, string name, string? county)
    {
        var at = part.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
            return false;
        var before = Stripped(part[..at]);
        return before.Length == 0 || (county is not null && before.EndsWith(county, StringComparison.Ordinal)) || !Endings.IsMatch(before);
    }

    private static string Stripped(string text)
    {
        foreach (var word in Loose)
            text = text.Replace(word, "", StringComparison.Ordinal);
        text = text.Trim();
        return Words.Alone.Contains(text, StringComparer.Ordinal) ? "" : text;
    }

    private IEnumerable<string> Roots() =>
        home.Length >= 6
            ? [home]
            : places.Below("").Select(county => county.Code).Where(code => code.StartsWith(home, StringComparison.Ordinal));

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience);
}
