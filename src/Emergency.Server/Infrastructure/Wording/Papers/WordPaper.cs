using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>
/// A Word file under construction: A4, headings, tables whose header row repeats on each page and whose rows do not break across pages, a
/// header and a footer with page numbers. Black on white; lines and words, no colour.
/// </summary>
internal sealed class WordPaper(string language, PaperLook? own = null)
{
    // Twentieths of a point; text sizes are in half points.
    private const double Twips = 1440 / 25.4;
    private const uint HeadAt = 567;
    private readonly PaperLook _look = own ?? PaperLook.Plain;
    private readonly Body _body = new();

    private int Inner => Of(_look.Size.Width) - Of(_look.Margins.Left) - Of(_look.Margins.Right);

    public void Title(string over, string title)
    {
        _body.Append(Line(over, "Subtitle"), Line(title, "Title"));
    }

    /// <summary>The lines of the title, and the document's number below.</summary>
    public void Titles(IReadOnlyList<string> lines, string? number)
    {
        _body.Append(lines.Select(line => Line(line, "Title")));
        if (number is not null)
            _body.Append(Line(number, "Number"));
    }

    public void Heading(string text) => _body.Append(Line(text, "Heading1"));

    public void Small(string text) => _body.Append(Line(text, "Heading2"));

    public void NewPage() => _body.Append(new Paragraph(new Run(new Break { Type = BreakValues.Page })));

    public void Text(string text) => _body.Append(Line(text, _look.Indent > 0 ? "Indented" : null));

    /// <summary>Adds a line without indent, whatever the layout's paragraphs have.</summary>
    public void Flush(string text) => _body.Append(Line(text, null));

    /// <summary>Adds the line of the issuing office and day.</summary>
    public void From(string text) => _body.Append(Line(text, own is null ? null : "From"));

    /// <summary>Adds a table without a header row: label and value.</summary>
    public void Pairs(IEnumerable<(string What, string How)> pairs) =>
        _body.Append(Grid([1, 3], pairs.Select(pair => Row([pair.What, pair.How], head: false, firstBold: true, [1, 3]))), Line("", null));

    /// <param name="widths">Shares of the line, one per column.</param>
    public void Table(IReadOnlyList<string> head, IReadOnlyList<int> widths, IEnumerable<IReadOnlyList<string>> rows) =>
        _body.Append(
            Grid(
                widths,
                rows.Select(row => Row(row, head: false, firstBold: false, widths)).Prepend(Row(head, head: true, firstBold: true, widths))
            ),
            Line("", null)
        );

    /// <summary>The file.</summary>
    public byte[] Done(string head, string foot)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            var (top, bottom) = (main.AddNewPart<HeaderPart>(), main.AddNewPart<FooterPart>());
            top.Header = new Header(Line(head, "Header"));
            bottom.Footer = new Footer(new Paragraph(Style("Footer"), Words($"{foot} · "), Field("PAGE"), Words(" / "), Field("NUMPAGES")));
            _body.Append(
                new SectionProperties(
                    new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(top) },
                    new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(bottom) },
                    new PageSize { Width = (uint)Of(_look.Size.Width), Height = (uint)Of(_look.Size.Height) },
                    new PageMargin
                    {
                        Top = Of(_look.Margins.Top),
                        Bottom = Of(_look.Margins.Bottom),
                        Left = (uint)Of(_look.Margins.Left),
                        Right = (uint)Of(_look.Margins.Right),
                        Header = Math.Min(HeadAt, (uint)Of(_look.Margins.Top)),
                        Footer = Math.Min(HeadAt, (uint)Of(_look.Margins.Bottom)),
                        Gutter = 0,
                    }
                )
            );
            main.Document = new Document(_body);
        }
        return stream.ToArray();
    }

    private Table Grid(IReadOnlyList<int> widths, IEnumerable<TableRow> rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Inner.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                Borders(),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa },
                    new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa }
                )
            ),
            new TableGrid(widths.Select((_, i) => new GridColumn { Width = Share(widths, i) }))
        );
        table.Append(rows);
        return table;
    }

    private TableRow Row(IReadOnlyList<string> cells, bool head, bool firstBold, IReadOnlyList<int> widths)
    {
        var row = new TableRow(
            new TableRowProperties(head ? [new CantSplit(), new TableHeader()] : new OpenXmlElement[] { new CantSplit() })
        );
        row.Append(
            cells.Select(
                (text, i) =>
                    new TableCell(
                        new TableCellProperties(new TableCellWidth { Width = Share(widths, i), Type = TableWidthUnitValues.Dxa }),
                        new Paragraph(Style("Cell"), Words(text, bold: head || firstBold && i == 0))
                    )
            )
        );
        return row;
    }

    private string Share(IReadOnlyList<int> widths, int column) =>
        (Inner * widths[column] / widths.Sum()).ToString(CultureInfo.InvariantCulture);

    private static TableBorders Borders() =>
        new(
            Edge<TopBorder>(),
            Edge<LeftBorder>(),
            Edge<BottomBorder>(),
            Edge<RightBorder>(),
            Edge<InsideHorizontalBorder>(),
            Edge<InsideVerticalBorder>()
        );

    private static T Edge<T>()
        where T : BorderType, new() =>
        new()
        {
            Val = BorderValues.Single,
            Size = 4,
            Color = "000000",
        };

    private static Paragraph Line(string text, string? style) => style is null ? new(Words(text)) : new(Style(style), Words(text));

    private static ParagraphProperties Style(string name) => new(new ParagraphStyleId { Val = name });

    private static SimpleField Field(string what) => new(Words("1")) { Instruction = what };

    private static Run Words(string text, bool bold = false) => bold ? new(new RunProperties(new Bold()), Said(text)) : new(Said(text));

    // Drops characters that XML cannot hold; pasted text may contain them.
    private static Text Said(string text) =>
        new(
            string.Concat(
                text.EnumerateRunes()
                    .Where(sign => sign.Value is '\t' or '\n' || !Rune.IsControl(sign) && sign.Value is not (0xFFFE or 0xFFFF))
            )
        )
        {
            Space = SpaceProcessingModeValues.Preserve,
        };

    private static int Of(double millimetres) => (int)Math.Round(millimetres * Twips);

    private Styles Styles()
    {
        var normal = _look.Text;
        var plain = new RunPropertiesBaseStyle(
            Fonts(normal.Font),
            new FontSize { Val = Half(normal.Size) },
            new Languages { Val = "en-GB", EastAsia = language == "en" ? "en-GB" : "zh-CN" }
        );
        var small = _look.Text with { Size = 9 };
        return new Styles(
            new DocDefaults(
                new RunPropertiesDefault(plain),
                new ParagraphPropertiesDefault(
                    new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = own is null ? "80" : "0" })
                )
            ),
            Named("Normal", "Normal", null, normal, isDefault: true),
            Named("Title", "Title", null, _look.Title, centred: _look.Centred),
            Named("Subtitle", "Subtitle", null, normal with { Size = 12, Bold = true }),
            Named("Heading1", "heading 1", 0, _look.Heading),
            Named("Heading2", "heading 2", 1, normal with { Size = 12, Bold = true }),
            Named("Number", "Number", null, normal, centred: _look.Centred),
            Named("Indented", "Indented", null, normal, indent: _look.Indent),
            Named("From", "From", null, normal, right: true),
            Named("Cell", "Cell", null, _look.Cell),
            Named("Header", "header", null, small with { Bold = true }),
            Named("Footer", "footer", null, small)
        );
    }

    private RunFonts Fonts(string cjk) =>
        new()
        {
            Ascii = _look.Latin,
            HighAnsi = _look.Latin,
            EastAsia = cjk,
            ComplexScript = _look.Latin,
        };

    private static string Half(double points) => Math.Round(points * 2).ToString(CultureInfo.InvariantCulture);

    private Style Named(
        string id,
        string name,
        int? outline,
        PaperFont font,
        bool isDefault = false,
        bool centred = false,
        bool right = false,
        int indent = 0
    )
    {
        var style = new Style
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
            Default = isDefault ? true : null,
        };
        style.Append(new StyleName { Val = name });
        if (!isDefault)
            style.Append(new BasedOn { Val = "Normal" });
        var paragraph = new StyleParagraphProperties();
        if (outline is not null)
            paragraph.Append(new KeepNext());
        paragraph.Append(Spacing(id, outline is not null));
        if (indent > 0)
            paragraph.Append(
                new Indentation
                {
                    FirstLineChars = indent * 100,
                    FirstLine = Math.Round(indent * font.Size * 20).ToString(CultureInfo.InvariantCulture),
                }
            );
        if (centred || right)
            paragraph.Append(new Justification { Val = centred ? JustificationValues.Center : JustificationValues.Right });
        if (outline is { } level)
            paragraph.Append(new OutlineLevel { Val = level });
        style.Append(paragraph);
        var run = new StyleRunProperties();
        if (own is not null)
            run.Append(Fonts(font.Font));
        if (font.Bold)
            run.Append(new Bold());
        run.Append(new FontSize { Val = Half(font.Size) });
        style.Append(run);
        return style;
    }

    // Cells, titles and the edges of the sheet have the pitch of their own typeface.
    private SpacingBetweenLines Spacing(string id, bool heading)
    {
        var spacing = new SpacingBetweenLines
        {
            Before = heading ? "240" : "0",
            After =
                id == "Cell" ? "20"
                : own is null || heading ? "80"
                : "0",
        };
        if (_look.Line is not { } pitch)
            return spacing;
        var single = id is "Cell" or "Title" or "Header" or "Footer";
        spacing.LineRule = single ? LineSpacingRuleValues.Auto : LineSpacingRuleValues.Exact;
        spacing.Line = single ? "240" : Math.Round(pitch * 20).ToString(CultureInfo.InvariantCulture);
        return spacing;
    }
}
