using System.Globalization;

namespace Emergency.Server.Across.Imports;

/// <summary>An empty cell whose known value must be cleared.</summary>
/// <param name="Sheet">Null where the file has none.</param>
internal sealed record EmptyCell(string? Sheet, int Row, string Field)
{
    private const int Most = 200;

    /// <summary>Reads "row/field" or "sheet name/row/field", separated by commas; null for anything else.</summary>
    public static IReadOnlyCollection<EmptyCell>? Read(string? text)
    {
        var cells = new List<EmptyCell>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split('/');
            if (
                words.Length < 2
                || cells.Count == Most
                || !int.TryParse(words[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            )
                return null;
            cells.Add(new(words.Length == 2 ? null : Uri.UnescapeDataString(string.Join('/', words[..^2])), row, words[^1]));
        }
        return cells;
    }
}

/// <summary>Options of an import beside its file: cells to clear, and the progress to report to.</summary>
internal sealed record ImportWishes(IReadOnlyCollection<EmptyCell> Clear, ImportProgress? Progress);
