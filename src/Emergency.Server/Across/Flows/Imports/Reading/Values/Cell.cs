namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// A cell: its text, and its number where the sheet holds one (NaN where not); a true date is a number of the 1900 system marked as date.
/// </summary>
internal readonly record struct Cell(string Text, double Number = double.NaN, bool IsDate = false)
{
    /// <summary>True for a date of which the sheet shows year and month only.</summary>
    public bool IsMonth { get; init; }

    /// <summary>Days by which a plain number is less than in the 1900 system.</summary>
    public int Behind { get; init; }

    public static readonly Cell Blank = new("");
    public bool IsBlank => string.IsNullOrWhiteSpace(Text) || Written.Text(Text).Length == 0;
    public bool IsNumber => !double.IsNaN(Number);
}
