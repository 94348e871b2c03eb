using Emergency.Server.Across.Imports.Reading.Formats;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>Places of a sheet's columns: found by their headings within the first rows, under any titles, in one row or two.</summary>
internal sealed class Header
{
    private const int Recognised = 2;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> lent = new(StringComparer.Ordinal);
    private readonly List<string> labels;
    private readonly List<(string? Field, bool Chosen)> read = [];

    private Header(int row, int depth, List<string> labels, Columns table)
    {
        (Row, Depth, this.labels) = (row, depth, labels);
        var fields = AllFields(table);
        for (var i = 0; i < labels.Count; i++)
        {
            var (field, said) = fields[i];
            var first = field is null || !columns.ContainsKey(field) || Columns.Unread.Contains(field);
            read.Add((first ? field : null, said));
            if (field is not null && first && field.EndsWith("_phone", StringComparison.Ordinal) && table.Of(labels[i]) == "phone")
                lent.Add(field);
            if (field is not null && !columns.TryAdd(field, i) && labels[columns[field]] == labels[i] && field is not ("note" or "serial"))
            {
                Twice ??= labels[i];
            }
        }
        Missing = table.Required.Where(g => !g.Any(columns.ContainsKey)).Select(g => g[^1]).ToList();
    }

    private List<(string? Field, bool Said)> AllFields(Columns table)
    {
        var all = new List<(string? Field, bool Said)>();
        foreach (var label in labels)
        {
            var said = table.IsChosen(label, out var field);
            all.Add((said ? field : FieldOf(label, all.Count == 0 ? null : all[^1].Field, table), said));
        }
        // A telephone left of a person's name belongs to that person if the sheet has no other for them: 手机 | 监护人.
        foreach (var who in Persons.Where(who => table.Has(who + "_phone") && !all.Exists(one => one.Field == who + "_phone")))
        {
            var left = all.FindIndex(one => one.Field == who + "_name") - 1;
            if (left >= 0 && all[left] is { Field: "phone", Said: false } && IsAnybodys(labels[left]))
                all[left] = (who + "_phone", false);
        }
        return all;
    }

    private static readonly string[] Persons = ["guardian", "contact"];

    // False for a heading that names the telephone's owner itself, such as 本人电话 or 老人电话.
    private static bool IsAnybodys(string label) =>
        !label.Contains("本人", StringComparison.Ordinal) && !label.Contains("老人", StringComparison.Ordinal);

    /// <summary>The field of a heading to the right of a person's name: that person's relation or telephone.</summary>
    private static string? OfPerson(string label, string? direct, string? previous, Columns table)
    {
        if (previous?.LastIndexOf('_') is not (> 0 and var at) || previous[(at + 1)..] is not ("name" or "relation" or "phone"))
            return null;
        var part =
            direct == "phone" && !previous.EndsWith("_phone", StringComparison.Ordinal) && IsAnybodys(label) ? "phone"
            : direct is null && label.Contains("关系", StringComparison.Ordinal) ? "relation"
            : null;
        return part is not null && $"{previous[..at]}_{part}" is var field && table.Has(field) ? field : null;
    }

    /// <summary>Sheet row (first = 1) of the upper heading; <see cref="Depth"/> is the number of rows that the headings take.</summary>
    public int Row { get; }
    public int Depth { get; }

    /// <summary>A heading that two columns share, so that neither can be chosen.</summary>
    public string? Twice { get; }

    /// <summary>Required columns that the sheet lacks.</summary>
    public IReadOnlyList<string> Missing { get; }
    public int Count => columns.Count;
    public IEnumerable<string> Fields => columns.Keys;

    /// <summary>The normalised headings, in the order of the columns.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>Field as which a column is read; null where it is not imported.</summary>
    public string? FieldAt(int column) => column < read.Count ? read[column].Field : null;

    /// <summary>True when somebody has chosen the column's field.</summary>
    public bool IsChosen(int column) => column < read.Count && read[column].Chosen;

    public string? Label(string field) => columns.TryGetValue(field, out var i) ? labels[i] : null;

    public bool Has(string field) => columns.ContainsKey(field);

    /// <summary>
    /// True when a telephone belongs to a person only because it stands beside that name: in a row without the name it is the row's own.
    /// </summary>
    public bool IsLent(string field) => lent.Contains(field);

    /// <summary>The column that is read as a field, from 0; null where there is none.</summary>
    public int? ColumnOf(string field) => columns.TryGetValue(field, out var at) ? at : null;

    public Cell Cell(Cell[] row, string field) =>
        columns.TryGetValue(field, out var i) && i < row.Length ? row[i] : Across.Imports.Reading.Values.Cell.Blank;

    /// <summary>True for headings printed again on a later page.</summary>
    public bool IsRepeatedBy(Cell[] row) =>
        row.Length > 0
        && labels.Count > 0
        && row.Where((c, i) => !c.IsBlank && i < labels.Count && Label(c) == labels[i]).Count() is > 1 and var same
        && same == row.Count(c => !c.IsBlank);

    /// <summary>
    /// Guesses the headings of an unknown table: the first row with at least three words and no figure. The person who brought the file can
    /// explain them.
    /// </summary>
    public static Header? Guess(RawSheet sheet, Columns table)
    {
        for (var i = 0; i < Math.Min(RawSheet.Headings, sheet.Rows.Count - 1); i++)
        {
            var words = sheet.Rows[i].Select(Label).ToList();
            var filled = words.Where(one => one.Length > 0).ToList();
            if (
                filled.Count >= 3
                && filled.TrueForAll(one => one.Length <= 20 && !one.Any(char.IsDigit))
                && sheet.Rows[i + 1].Count(cell => !cell.IsBlank) >= 2
            )
                return new Header(i + 1, 1, words, table);
        }
        return null;
    }

    public static Header? Find(RawSheet sheet, Columns table)
    {
        Header? best = null;
        for (var i = 0; i < Math.Min(RawSheet.Headings, sheet.Rows.Count); i++)
        {
            var upper = sheet.Rows[i].Select(Label).ToList();
            if (upper.Count(l => l.Length > 0) < Recognised)
            {
                continue;
            }
            var both = i + 1 < sheet.Rows.Count ? Under(upper, sheet.Rows[i + 1], table) : null;
            var header = new Header(i + 1, both is null ? 1 : 2, both ?? upper, table);
            if (header.Count >= Recognised && header.Count > (best?.Count ?? 0))
            {
                best = header;
            }
        }
        return best;
    }

    /// <summary>The labels of both rows where the lower one holds only headings under shared ones; null where it is data.</summary>
    private static List<string>? Under(List<string> upper, Cell[] lower, Columns table)
    {
        var both = new List<string>(upper);
        string shared = "";
        var count = 0;
        for (var i = 0; i < Math.Max(upper.Count, lower.Length); i++)
        {
            var sub = i < lower.Length ? Label(lower[i]) : "";
            var top = i < upper.Count ? upper[i] : "";
            if (top.Length > 0)
            {
                shared = top;
            }
            if (sub.Length == 0)
            {
                continue;
            }
            while (both.Count <= i)
            {
                both.Add("");
            }
            both[i] = $"{shared}/{sub}";
            if (shared.Length == 0 || FieldOf(both[i], null, table) is null)
            {
                return null;
            }
            count++;
        }
        return count >= Recognised ? both : null;
    }

    // Under an address heading of the table, "楼栋" means what it means alone; under a person's, "姓名" does not.
    private static string? FieldOf(string label, string? previous, Columns table)
    {
        if (label.Length == 0)
        {
            return null;
        }
        var direct = table.Of(label);
        if (previous is not null && (table.Of($"{previous}>{label}") ?? OfPerson(label, direct, previous, table)) is { } beside)
        {
            return beside;
        }
        if (direct is not null)
        {
            return direct;
        }
        return label.Split('/') is [var top, var sub] && table.Of(top) == "address" ? table.Of(sub) : null;
    }

#pragma warning disable CA1308 // headings are compared in lower case, as the table has them
    private static string Label(Cell cell) =>
        Written.Squeeze(Written.Symbols(cell.Text)).TrimEnd(':', '*').TrimStart('*').ToLowerInvariant();
#pragma warning restore CA1308
}
