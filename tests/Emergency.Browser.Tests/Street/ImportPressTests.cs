using System.Globalization;
using System.IO.Compression;
using System.Text;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>导入: a hidden sheet is skipped and reported, and a running import is stopped by a press.</summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ImportPressTests(Demo demo)
{
    private const string Community = "411502001018",
        Header = "item_id,name,category,unit,quantity,min_quantity,expires_on,community_code,location";

    private static ILocator Button(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A workbook of two sheets, the second of them hidden.</summary>
    private static byte[] Workbook(string shown, string hidden)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                Package = "http://schemas.openxmlformats.org/package/2006";
            void Add(string path, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(path).Open());
                writer.Write(text);
            }
            Add(
                "[Content_Types].xml",
                $"<Types xmlns='{Package}/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/><Override PartName='/xl/worksheets/sheet1.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/><Override PartName='/xl/worksheets/sheet2.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/></Types>"
            );
            Add(
                "_rels/.rels",
                $"<Relationships xmlns='{Package}/relationships'><Relationship Id='r1' Type='{Office}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            );
            Add(
                "xl/workbook.xml",
                $"<workbook xmlns='{Main}' xmlns:r='{Office}'><sheets><sheet name='物资' sheetId='1' r:id='r1'/><sheet name='去年的' sheetId='2' state='hidden' r:id='r2'/></sheets></workbook>"
            );
            Add(
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns='{Package}/relationships'><Relationship Id='r1' Type='{Office}/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='{Office}/worksheet' Target='worksheets/sheet2.xml'/></Relationships>"
            );
            foreach (var (sheet, csv) in ((string, string)[])[("sheet1", shown), ("sheet2", hidden)])
                Add(
                    $"xl/worksheets/{sheet}.xml",
                    $"<worksheet xmlns='{Main}'><sheetData>{string.Concat(csv.Split('\n').Select(row => $"<row>{string.Concat(row.Split(',').Select(cell => $"<c t='inlineStr'><is><t>{cell}</t></is></c>"))}</row>"))}</sheetData></worksheet>"
                );
        }
        return bytes.ToArray();
    }

    private static async Task Choose(Screen screen, string name, string form, byte[] bytes)
    {
        await screen.Page.SelectOptionAsync("[name=kind]", "supplies");
        await screen.Page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = name,
                MimeType = form,
                Buffer = bytes,
            }
        );
        await Button(screen, "先看一遍").ClickAsync();
    }

    private async Task<string> Stock()
    {
        using var street = await demo.SignIn("street");
        return (await street.Get($"/api/communities/{Community}/supplies?limit=200")).Is(200).Text;
    }

    [Fact]
    public async Task A_hidden_sheet_of_a_workbook_is_skipped_and_said()
    {
        static string Row(string id, string name) => $"{Header}\n{id},{name},通信照明,面,4,2,2030-01-01,{Community},物资点";
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/street#imports");
        await Choose(
            screen,
            "物资.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Workbook(Row("S-hid-1", "明表铜锣"), Row("S-hid-2", "藏表铜锣"))
        );
        await Expect(screen.Page.Locator(".findings")).ToContainTextAsync("隐藏的工作表，没有导入");
        await screen.Picture("street-import-hidden");
        await screen.Page.Locator(".acts .primary").ClickAsync();
        await Expect(Button(screen, "撤销这次导入")).ToBeVisibleAsync();
        var stock = await Stock();
        stock.ShouldContain("明表铜锣");
        stock.ShouldNotContain("藏表铜锣");
        await Button(screen, "撤销这次导入").ClickAsync();
        await Expect(screen.Page.GetByText("已撤销，登记恢复到导入前")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_import_under_way_shows_how_far_it_is_and_is_stopped_by_a_press_and_leaves_nothing()
    {
        const int Rows = 60_000;
        var csv = new StringBuilder(Header).Append('\n');
        for (var row = 1; row <= Rows; row++)
            csv.Append(CultureInfo.InvariantCulture, $"S-stop-{row},停表雨衣{row},通信照明,件,4,2,2030-01-01,{Community},物资点\n");
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/street#imports");
        await Choose(screen, "很多物资.csv", "text/csv", Encoding.UTF8.GetBytes(csv.ToString()));
        await screen.Page.Locator(".acts .primary").ClickAsync();
        var bar = screen.Page.Locator(".result progress");
        await Expect(bar).ToBeVisibleAsync();
        double At(string? value) => double.Parse(value ?? "0", CultureInfo.InvariantCulture);
        var first = 0d;
        await Until.TrueAsync(async () => (first = At(await bar.GetAttributeAsync("value"))) > 0, "the bar says how far it is");
        await Until.TrueAsync(async () => At(await bar.GetAttributeAsync("value")) > first, "the bar moves");
        await screen.Picture("street-import-under-way");
        await Button(screen, "停下这次导入").First.ClickAsync();
        await Expect(screen.Page.GetByText("已写入的内容已撤回，什么都没有留下").First).ToBeVisibleAsync();
        (await Stock()).ShouldNotContain("停表雨衣");
    }
}
