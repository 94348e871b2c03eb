using System.Globalization;
using System.Text.RegularExpressions;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>A count as a stock list writes it: 1,200, 16.0, ５２, 50个. It is never negative, and never guessed.</summary>
internal readonly partial record struct Quantity(decimal? Value, string? UnitWritten, string? Fault)
{
    public static Quantity Read(Cell cell)
    {
        var text = Written.Squeeze(Written.Symbols(cell.Text)).Replace(",", "", StringComparison.Ordinal);
        if (Approximate().IsMatch(text))
        {
            return new(null, null, Reasons.QuantityApprox);
        }
        var parts = Parts().Match(text);
        return
            parts.Success
            && decimal.TryParse(
                parts.Groups["number"].ValueSpan,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value
            )
            && value <= 1_000_000_000
            ? new(value, parts.Groups["unit"].Length == 0 ? null : parts.Groups["unit"].Value, null)
            : new(null, null, Reasons.QuantityInvalid);
    }

    [GeneratedRegex(@"^(?:约|大约|近|~)\d|^\d[\d.]*\D{0,2}(?:左右|余|多)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Approximate();

    [GeneratedRegex(@"^(?<number>\d+(?:\.\d+)?)(?<unit>\p{L}{0,4})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parts();
}
