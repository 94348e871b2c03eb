using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>A Word file under construction: A4, headings, tables whose head comes again on each page and whose rows are not torn, a head and a foot with page numbers. Black on white; lines and words, no colour.</summary>
internal sealed class WordPaper(string language)
{
    // Twentieths of a point; half points where text is measured.
    private const int Width = 11906,
        Height = 16838,
        Margin = 1134,
        Inner = Width - 2 * Margin;
    private const string Cjk = "Noto Sans CJK SC",
        Latin = "Arial";
    private readonly Body _body = new();

    public void Title(string over, string title)
    {
        _body.Append(Line(over, "Subtitle"), Line(title, "Title"));
    }

    public void Heading(string text) => _body.Append(Line(text, "Heading1"));

    public void Small(string text) => _body.Append(Line(text, "Heading2"));

    public void NewPage() => _body.Append(new Paragraph(new Run(new Break { Type = BreakValues.Page })));

    public void Text(string text) => _body.Append(Line(text, null));

    /// <summary>A table without a head: what it is, and how it stands.</summary>
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
                    new PageSize { Width = Width, Height = Height },
                    new PageMargin
                    {
                        Top = Margin,
                        Bottom = Margin,
                        Left = Margin,
                        Right = Margin,
                        Header = 567,
                        Footer = 567,
                        Gutter = 0,
                    }
                )
            );
            main.Document = new Document(_body);
        }
        return stream.ToArray();
    }

    private static Table Grid(IReadOnlyList<int> widths, IEnumerable<TableRow> rows)
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

    private static TableRow Row(IReadOnlyList<string> cells, bool head, bool firstBold, IReadOnlyList<int> widths)
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

    private static string Share(IReadOnlyList<int> widths, int column) =>
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

    // What XML cannot hold, somebody may have pasted.
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

    private Styles Styles()
    {
        var plain = new RunPropertiesBaseStyle(
            new RunFonts
            {
                Ascii = Latin,
                HighAnsi = Latin,
                EastAsia = Cjk,
                ComplexScript = Latin,
            },
            new FontSize { Val = "22" },
            new Languages { Val = "en-GB", EastAsia = language == "en" ? "en-GB" : "zh-CN" }
        );
        return new Styles(
            new DocDefaults(
                new RunPropertiesDefault(plain),
                new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "80" }))
            ),
            Named("Normal", "Normal", null, "22", bold: false, isDefault: true),
            Named("Title", "Title", null, "36", bold: true),
            Named("Subtitle", "Subtitle", null, "24", bold: true),
            Named("Heading1", "heading 1", 0, "28", bold: true),
            Named("Heading2", "heading 2", 1, "24", bold: true),
            Named("Cell", "Cell", null, "20", bold: false),
            Named("Header", "header", null, "18", bold: true),
            Named("Footer", "footer", null, "18", bold: false)
        );
    }

    private static Style Named(string id, string name, int? outline, string size, bool bold, bool isDefault = false)
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
        style.Append(
            outline is { } level
                ? new StyleParagraphProperties(
                    new KeepNext(),
                    new SpacingBetweenLines { Before = "240", After = "80" },
                    new OutlineLevel { Val = level }
                )
                : new StyleParagraphProperties(new SpacingBetweenLines { Before = "0", After = id == "Cell" ? "20" : "80" })
        );
        style.Append(
            bold ? new StyleRunProperties(new Bold(), new FontSize { Val = size }) : new StyleRunProperties(new FontSize { Val = size })
        );
        return style;
    }
}
