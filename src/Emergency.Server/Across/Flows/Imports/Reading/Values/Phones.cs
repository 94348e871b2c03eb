using System.Text.RegularExpressions;
using Emergency.Domain;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// The telephones of a cell, at most five as a form has them: mobiles of 11 digits with or without +86, landlines with or without area
/// code, 400 and 800 numbers, short numbers of a village's own network.
/// </summary>
/// <param name="Numbers">Mobiles as 11 digits, landlines as 0376-6222222.</param>
/// <param name="Name">Text beside the numbers, without brackets: a person's name, where a column has both.</param>
/// <param name="Fault">Reason why no number was read though something is written, or why not all of the cell was.</param>
internal sealed partial record Phones(ListOf<string> Numbers, string Name, string? Fault)
{
    public const int Most = 5;
    public static readonly Phones None = new([], "", null);

    public static Phones Read(Cell cell)
    {
        if (Written.IsNothing(cell.Text))
        {
            return None;
        }
        var text = Written.Symbols(cell.Text);
        // A landline kept as a number has lost the nought before it.
        if (cell.IsNumber && text.Length is >= 9 and <= 11 && text[0] is not ('1' or '4' or '8'))
        {
            text = "0" + text;
        }
        // Whole numbers first: what is left between them may be a number without area code.
        var whole = Whole().Matches(text);
        var between = Whole().Replace(text, one => new string('、', one.Length));
        var found = whole
            .Concat(Local().Matches(between))
            .OrderBy(one => one.Index)
            .Select(Plain)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var rest = Local().Replace(between, " ");
        var beside = string.Concat(Label().Replace(rest, "").Where(char.IsLetterOrDigit));
        return new(
            [.. found.Take(Most)],
            found.Count == 0 ? "" : Aside().Replace(rest, ""),
            found.Count == 0 ? Reasons.PhoneInvalid
                : beside.Length > 0 || found.Count > Most ? Reasons.PhonePartly
                : null
        );
    }

    private static string Plain(Match match)
    {
        if (match.Groups["area"] is { Success: true } area)
        {
            return $"{area.Value}-{Digits(match.Groups["local"].Value)}";
        }
        return Digits(match.Groups["mobile"] is { Success: true } mobile ? mobile.Value : match.Value);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex(
        @"(?<![0-9])(?:\(?(?:\+|00)?86\)?[-\s]*)?(?<mobile>1[0-9](?:[-\s]?[0-9]){9})(?![0-9])"
            + @"|(?<![0-9])(?:\+?86[-\s]*)?\(?(?<area>0(?:10|2[0-9]|[3-9][0-9]{2}))\)?[-\s]*(?<local>[2-9][0-9]{2,3}[-\s]?[0-9]{4})(?![0-9])"
            + @"|(?<![0-9])[48]00[-\s]?[0-9]{3}[-\s]?[0-9]{4}(?![0-9])",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Whole();

    // A number begins and ends where no other digits are joined to it: 139 888 8503 is a mobile that lost one.
    [GeneratedRegex(
        @"(?<![0-9]-?)(?<!(?<![0-9])[0-9]{1,4}\s)(?:[2-9][0-9]{2,3}[-\s]?[0-9]{4}|[2-9][0-9]{4,5})(?!-?[0-9])(?!\s[0-9]{1,4}(?![0-9]))",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Local();

    [GeneratedRegex(@"\(.*?(?:\)|$)|[\s:,;/、，；+-]+|联系电话|联系方式|电话|手机", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Aside();

    // Words that only say that it is a telephone.
    [GeneratedRegex(
        "联系电话|联系方式|电话号码|手机号码|手机号|电话|手机|座机|固话|固定|号码|本人|家里|家庭|家|宅|办|或|及|和|另|短号|tel|Tel|TEL",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Label();
}
