using System.IO.Compression;
using System.Security;
using System.Text;

namespace Emergency.Server.Tests.Imports;

/// <summary>The smallest package that is a workbook: sheets given as the XML of their rows.</summary>
internal static class SmallWorkbook
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A sheet of text cells.</summary>
    public static string Rows(params string[][] rows) =>
        string.Concat(
            rows.Select(
                (r, i) =>
                    $"<row r=\"{i + 1}\">"
                    + string.Concat(
                        r.Select(
                            (c, j) => $"<c r=\"{(char)('A' + j)}{i + 1}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(c)}</t></is></c>"
                        )
                    )
                    + "</row>"
            )
        );

    public static byte[] Of(params (string Name, string Rows)[] sheets) => Of(null, sheets);

    /// <summary>A sheet of text cells, some of which are joined ("E2:E4").</summary>
    public static byte[] Joined(string[] joined, params string[][] rows) =>
        Package(
            null,
            [
                (
                    "名册",
                    $"<sheetData>{Rows(rows)}</sheetData><mergeCells>{string.Concat(joined.Select(one => $"<mergeCell ref=\"{one}\"/>"))}</mergeCells>"
                ),
            ]
        );

    /// <summary>A sheet of one row whose last cell is a number in a form of its own.</summary>
    /// <param name="declared">Further declarations of the workbook.</param>
    public static byte[] Dated(string[] head, string[] row, double number, string form, string written, string declared = "") =>
        Package(
            null,
            [
                (
                    "名册",
                    $"<sheetData>{Rows(head, row).Replace("</row>", "", StringComparison.Ordinal).Replace("<row r=\"2\">", "</row><row r=\"2\">", StringComparison.Ordinal)}<c r=\"{(char)('A' + row.Length)}2\" s=\"1\"><v>{number}</v></c></row></sheetData>"
                ),
            ],
            declared,
            $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"{(written.Length > 0 ? form : "199")}\" formatCode=\"{SecurityElement.Escape(written.Length > 0 ? written : "0")}\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"{form}\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
        );

    /// <summary>A single sheet with XML before and behind its rows.</summary>
    public static byte[] With(string rows, string behind, string before = "") =>
        Package(null, [("名册", $"{before}<sheetData>{rows}</sheetData>{behind}")]);

    /// <param name="hidden">Name of the hidden sheet.</param>
    public static byte[] Of(string? hidden, params (string Name, string Rows)[] sheets) =>
        Package(hidden, [.. sheets.Select(sheet => (sheet.Name, $"<sheetData>{sheet.Rows}</sheetData>"))]);

    private static byte[] Package(
        string? hidden,
        IReadOnlyList<(string Name, string Body)> sheets,
        string declared = "",
        string? styles = null
    ) =>
        Package([
            (
                "[Content_Types].xml",
                $"{Xml}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"
            ),
            (
                "_rels/.rels",
                $"{Xml}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                $"{Xml}<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\">{declared}<sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\"{(s.Name == hidden ? " state=\"hidden\"" : "")} r:id=\"s{i + 1}\"/>"))}</sheets></workbook>"
            ),
            .. (styles is null ? [] : new[] { ("xl/styles.xml", Xml + styles) }),
            (
                "xl/_rels/workbook.xml.rels",
                $"{Xml}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"s{i + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}{(styles is null ? "" : $"<Relationship Id=\"st\" Type=\"{Office}/styles\" Target=\"styles.xml\"/>")}</Relationships>"
            ),
            .. sheets.Select((s, i) => ($"xl/worksheets/sheet{i + 1}.xml", $"{Xml}<worksheet xmlns=\"{Main}\">{s.Body}</worksheet>")),
        ]);

    public static byte[] Package(IEnumerable<(string Name, string Content)> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return bytes.ToArray();
    }
}
