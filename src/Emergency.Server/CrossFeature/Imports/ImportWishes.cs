using System.Globalization;

namespace Emergency.Server.CrossFeature.Imports;

/// <summary>An empty cell whose known value somebody wants gone.</summary>
/// <param name="Sheet">Null where the file has none.</param>
internal sealed record EmptyCell(string? Sheet, int Row, string Field)
{
    private const int Most = 200;

    /// <summary>"row/field" or "sheet name/row/field", commas between; null for anything else.</summary>
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

/// <summary>What an import does beside what the file says, and where it says how far it is.</summary>
internal sealed record ImportWishes(IReadOnlyCollection<EmptyCell> Clear, ImportProgress? Progress);
