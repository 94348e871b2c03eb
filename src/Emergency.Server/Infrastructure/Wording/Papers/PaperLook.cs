using System.Globalization;
using System.Text;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>Empty edges of a sheet in millimetres, 5 … 60.</summary>
internal sealed record PaperMargins(double Top, double Right, double Bottom, double Left);

/// <summary>A typeface by its name, and its size in points, 6 … 48.</summary>
internal sealed record PaperFont(string Font, double Size, bool Bold = false);

/// <summary>Layout of a paper, defined once for the printed page and for the document.</summary>
/// <param name="Sheet">A4 or A3, upright.</param>
/// <param name="Latin">Typeface of Latin letters and digits.</param>
/// <param name="Line">Distance between lines in points, 10 … 60; null: the typeface's own.</param>
/// <param name="Indent">Characters by which a paragraph's first line is indented, 0 … 4.</param>
/// <param name="Centred">True to centre titles.</param>
internal sealed record PaperLook(
    string Sheet,
    PaperMargins Margins,
    string Latin,
    PaperFont Title,
    PaperFont Heading,
    PaperFont Text,
    PaperFont Cell,
    double? Line = null,
    int Indent = 0,
    bool Centred = true
)
{
    private const string Sans = "Noto Sans CJK SC";

    /// <summary>Layout of letters, notices and reports, whose page has the built-in stylesheet alone.</summary>
    public static PaperLook Plain { get; } =
        new("A4", new(20, 20, 20, 20), "Arial", new(Sans, 18, true), new(Sans, 14, true), new(Sans, 11), new(Sans, 10), Centred: false);

    /// <summary>Width and height in millimetres of each supported sheet (GB/T 148).</summary>
    public static IReadOnlyDictionary<string, (double Width, double Height)> Sheets { get; } =
        new Dictionary<string, (double Width, double Height)>(StringComparer.Ordinal) { ["A4"] = (210, 297), ["A3"] = (297, 420) };

    public (double Width, double Height) Size => Sheets[Sheet];

    /// <summary>A sentence for each value that is out of its bounds.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Sheets.ContainsKey(Sheet))
            yield return $"sheet is {string.Join(" or ", Sheets.Keys)}, not {Sheet}";
        foreach (
            var (name, value) in new[]
            {
                ("top", Margins.Top),
                ("right", Margins.Right),
                ("bottom", Margins.Bottom),
                ("left", Margins.Left),
            }
        )
            if (value is not (>= 5 and <= 60))
                yield return $"margins: {name} is 5 to 60 (mm), not {Number(value)}";
        foreach (var (name, font) in new[] { ("title", Title), ("heading", Heading), ("text", Text), ("cell", Cell) })
        {
            if (font.Size is not (>= 6 and <= 48))
                yield return $"{name}: size is 6 to 48 (points), not {Number(font.Size)}";
            if (!IsName(font.Font))
                yield return $"{name}: font is a name of letters, digits, spaces, - and _, not \"{font.Font}\"";
        }
        if (!IsName(Latin))
            yield return $"latin is a name of letters, digits, spaces, - and _, not \"{Latin}\"";
        if (Line is not (null or (>= 10 and <= 60)))
            yield return $"line is 10 to 60 (points), not {Number(Line.Value)}";
        if (Indent is not (>= 0 and <= 4))
            yield return $"indent is 0 to 4 (signs), not {Indent}";
    }

    /// <summary>The stylesheet of a printed page, beside the built-in one.</summary>
    public string Css()
    {
        var m = Margins;
        var css = new StringBuilder();
        Add($"@page {{ size: {Sheet}; margin: {m.Top}mm {m.Right}mm {m.Bottom}mm {m.Left}mm; }}");
        Add($"main {{ max-width: {Size.Width - m.Left - m.Right}mm; }}");
        Add($"body, p, .large {{ {Face(Text)} line-height: {(Line is { } pitch ? $"{Number(pitch)}pt" : "1.7")}; }}");
        Add($"article p {{ margin: 0; text-indent: {Indent}em; }}");
        Add($"article .to, article .from, article .number, article .titles {{ text-indent: 0; }}");
        Add($"article h1 {{ margin: 0; {Face(Title)} line-height: 1.4; text-align: {(Centred ? "center" : "left")}; }}");
        Add($"article .number {{ text-align: {(Centred ? "center" : "left")}; }}");
        Add($"article h2 {{ margin: 12pt 0 0; {Face(Heading)} }}");
        Add($"article th, article td, article .rows th, article .rows td {{ {Face(Cell)} line-height: 1.4; }}");
        Add($"article th {{ font-weight: 700; }}");
        return css.ToString();

        void Add(FormattableString rule) => css.Append(rule.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    // A browser takes its nearest typeface where this one is not installed.
    private string Face(PaperFont font) =>
        $"font: {(font.Bold ? "700" : "400")} {Number(font.Size)}pt \"{Latin}\", \"{font.Font}\", {(font.Bold || font.Font.Contains('黑', StringComparison.Ordinal) ? "sans-serif" : "serif")};";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 60 && text.EnumerateRunes().All(sign => Rune.IsLetterOrDigit(sign) || sign.Value is ' ' or '-' or '_');
}
