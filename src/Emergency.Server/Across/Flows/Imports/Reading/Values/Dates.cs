using System.Globalization;
using System.Text.RegularExpressions;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// Dates as registers write them: 2024.3.5, 2024年3月5日, 2024/3/5, 2024-03-05, 20240305, a true date, a serial number of the 1900 system.
/// Years 1900 to 2100.
/// </summary>
internal static partial class Dates
{
    private const int FirstSerial = 61,
        LastSerial = 73_415; // 1900-03-01 (before it the 1900 system counts a day that never was) to 2100-12-31

    public static DateOnly? Read(Cell cell)
    {
        if (cell.IsDate)
        {
            return Serial(cell.Number);
        }
        var text = Written.Symbols(cell.Text);
        if (cell.IsNumber && cell.Number < FirstOf8Digits)
        {
            return IsYear(cell.Number) ? null : Serial(cell.Number + cell.Behind);
        }
        if (text.Length is 4 or 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
        {
            return IsYear(serial) ? null : Serial(serial);
        }
        var parts = Parts().Match(text);
        if (!parts.Success)
        {
            parts = Digits().Match(text);
        }
        return parts.Success ? Day(Part("year"), Part("month"), Part("day")) : null;

        int Part(string group) => int.Parse(parts.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>True when a text has year, month and day, even of a day that does not exist.</summary>
    public static bool NamesDay(string text) => Parts().IsMatch(text) || Digits().IsMatch(text);

    // 1958 and 1958.3 are a year and a month, not a day of May 1905.
    private static bool IsYear(double number) => Math.Floor(number) is >= 1900 and <= 2100;

    /// <summary>The day, or null where there is none: 30 February, month 0, a year outside 1900 to 2100.</summary>
    public static DateOnly? Day(int year, int month, int day) =>
        year is >= 1900 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private const double FirstOf8Digits = 10_000_000;

    private static DateOnly? Serial(double number) =>
        number is >= FirstSerial and < LastSerial + 1 ? DateOnly.FromDateTime(DateTime.FromOADate(Math.Floor(number))) : null;

    [GeneratedRegex(
        @"^(?<year>\d{4})\s*[-./年]\s*(?<month>\d{1,2})\s*[-./月]\s*(?<day>\d{1,2})\s*日?(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2})?)?$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();
}
