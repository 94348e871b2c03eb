using System.Globalization;
using System.Text.RegularExpressions;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// A date of birth as far as it is known: a day, or the year alone of 1958, 1958.3, 1958年3月, 195803, 1958-00-00. Months are no part of a
/// record.
/// </summary>
/// <param name="IsRefused">True for a day that does not exist, or lies in the future: a person must decide whom the row means.</param>
internal readonly partial record struct Birth(DateOnly? Day, int? Year, string? Fault, bool IsRefused = false)
{
    public static Birth Read(Cell cell, DateOnly today)
    {
        if (Written.IsNothing(cell.Text))
        {
            return default;
        }
        if (!cell.IsMonth && Dates.Read(cell) is { } day)
        {
            return day > today ? new(null, null, Reasons.DateFuture, true) : new(day, null, null);
        }
        var text = Written.Squeeze(Written.Symbols(cell.Text));
        if (YearOf(text) is { } year)
        {
            return year > today.Year ? new(null, null, Reasons.DateFuture) : new(null, year, Reasons.BirthYearOnly);
        }
        return new(null, null, Reasons.DateInvalid, Dates.NamesDay(text));
    }

    private static int? YearOf(string text)
    {
        var match = YearAndMonth()
            .Match(Numerals().Replace(text, one => ((char)('0' + "〇一二三四五六七八九零".IndexOf(one.Value[0]) % 10)).ToString()));
        if (!match.Success)
        {
            return null;
        }
        var month = match.Groups["month"] is { Success: true } said ? int.Parse(said.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return month <= 12 ? int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(
        @"^(?:约|大约|大概|公元)?(?<year>(?:18|19|20)[0-9]{2})"
            + @"(?:年?(?<month>0[0-9]|1[0-2])(?:00)?|年(?:(?<month>[0-9]{1,2})|[一二三四五六七八九十]{1,3})月?份?"
            + @"|[-./](?<month>[0-9]{1,2})(?:月|[-./]0{1,2})?|年|[-./])?(?:出生|生人|生|左右|前后|许|\?)*$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex YearAndMonth();

    [GeneratedRegex("[〇零一二三四五六七八九](?=[〇零一二三四五六七八九]*年)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numerals();
}
