using System.Text.RegularExpressions;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// A citizen identity number of 18 characters (GB 11643): six of place, eight of birth, three of order, one check digit. Either a value or
/// a fault, or neither where none was written.
/// </summary>
internal readonly partial record struct IdNumber(string? Value, DateOnly? Born, string? Fault)
{
    private const double MostDigitsOfANumber = 1e15; // a numeric cell keeps 15 digits

    public static IdNumber Read(Cell cell, DateOnly today)
    {
        if (cell.IsNumber && Math.Abs(cell.Number) >= MostDigitsOfANumber)
        {
            return new(null, null, Reasons.IdPrecisionLost);
        }
        if (Written.IsNothing(cell.Text))
        {
            return default;
        }
        var text = Written.Squeeze(Written.Symbols(cell.Text)).ToUpperInvariant();
        if (text.Contains('*', StringComparison.Ordinal) || text.Contains("XX", StringComparison.Ordinal))
        {
            return new(null, null, Reasons.IdMasked);
        }
        if (Scientific().IsMatch(text))
        {
            return new(null, null, Reasons.IdPrecisionLost);
        }
        if (text.Length != 18)
        {
            return new(null, null, Reasons.IdLength);
        }
        if (text.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9'))
        {
            return new(null, null, Reasons.IdChecksum);
        }
        if (Dates.Day(Number(6, 4), Number(10, 2), Number(12, 2)) is not { } born || born > today)
        {
            return new(null, null, Reasons.IdBirthDate);
        }
        return CheckDigit(text) == text[17] ? new(text, born, null) : new(null, null, Reasons.IdChecksum);

        int Number(int start, int length)
        {
            var n = 0;
            foreach (var c in text.AsSpan(start, length))
            {
                n = n * 10 + (c - '0');
            }
            return n;
        }
    }

    /// <summary>ISO 7064 mod 11-2 over the first 17 digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum = (sum + digits[i] - '0') * 2 % 11;
        }
        return "10X98765432"[sum % 11];
    }

    [GeneratedRegex(@"^\d(?:\.\d+)?E\+?\d+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scientific();
}
