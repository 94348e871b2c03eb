using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Emergency.Server.Infrastructure.Wording;

/// <summary>A table as a file for table programs. Every cell is text: none is taken for a formula.</summary>
internal static class TableFile
{
    public const string CsvForm = "text/csv",
        XlsxForm = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes UTF-8 with the byte order mark by which table programs recognise it.</summary>
    public static byte[] Csv(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Quoted)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <param name="name">Name of the sheet, at most 31 characters.</param>
    public static byte[] Xlsx(string name, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            var sheet = book.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(sheet))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                foreach (var row in rows)
                {
                    writer.WriteStartElement(new Row());
                    foreach (var cell in row)
                        writer.WriteElement(Cell(cell));
                    writer.WriteEndElement();
                }
                writer.WriteEndElement();
                writer.WriteEndElement();
            }
            book.Workbook = new Workbook(
                new Sheets(
                    new Sheet
                    {
                        Id = book.GetIdOfPart(sheet),
                        SheetId = 1,
                        Name = Written(name)[..Math.Min(31, Written(name).Length)],
                    }
                )
            );
        }
        return stream.ToArray();
    }

    private static Cell Cell(string text) =>
        new(new InlineString(new Text(Written(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString,
        };

    // XML knows no other control characters.
    private static string Written(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));

    /// <summary>
    /// The characters at the beginning of a cell that make a spreadsheet take it for a formula; in some languages the wide forms (U+FF01 to
    /// U+FF5E) too.
    /// </summary>
    private static readonly System.Buffers.SearchValues<char> Begins = System.Buffers.SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private static string Quoted(string text)
    {
        var safe = text is [var first, ..] && Begins.Contains(first) ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
