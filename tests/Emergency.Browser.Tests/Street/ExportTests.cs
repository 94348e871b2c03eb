using System.IO.Compression;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>Lists are exported from the pages that show them, and the files are checked. All persons are fictitious.</summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ExportTests(Demo demo)
{
    private const string Community = "411502001001";

    /// <summary>Presses the list's button, gives reason and receiver, and returns the file.</summary>
    private static async Task<(string Name, byte[] Bytes)> Take(Screen screen, string list, string form = "csv")
    {
        var page = screen.Page;
        await page.Locator($"[data-export={list}]").First.ClickAsync();
        var sheet = page.Locator("dialog.sheet").Last;
        await sheet.Locator("[name=export-why]").FillAsync("季度核对");
        await sheet.Locator("[name=export-for]").FillAsync("街道应急办");
        await sheet.GetByRole(AriaRole.Button, new() { Name = form == "csv" ? "CSV" : "XLSX" }).ClickAsync();
        var give = sheet.GetByRole(AriaRole.Button, new() { Name = "导出", Exact = true });
        var file = await page.RunAndWaitForDownloadAsync(() => give.ClickAsync());
        return (file.SuggestedFilename, await File.ReadAllBytesAsync((await file.PathAsync())!));
    }

    private static string[] Rows(byte[] csv) =>
        System.Text.Encoding.UTF8.GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task The_street_takes_its_shelters_along_as_a_table_that_opens_anywhere()
    {
        using var street = await demo.SignIn("street");
        var all = (await street.Get("/api/shelters?division=411502001&limit=200")).Is(200)["items"];
        all.GetArrayLength().ShouldBeGreaterThan(0);
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/street#shelters");
        var (name, bytes) = await Take(screen, "shelters");
        name.ShouldBe("避难场所-411502001.csv");
        var rows = Rows(bytes);
        rows.Length.ShouldBe(all.GetArrayLength() + 1);
        rows[0].ShouldStartWith("\uFEFF社区,场所,哪一类");
        foreach (var one in all.EnumerateArray())
            rows.ShouldContain(row => row.Contains(one.GetProperty("shelter").GetProperty("name").GetString()!, StringComparison.Ordinal));
        (_, bytes) = await Take(screen, "shelters", "xlsx");
        using var book = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(
            book.Entries.Single(one => one.FullName.Contains("worksheets/", StringComparison.Ordinal)).Open()
        );
        (await reader.ReadToEndAsync()).ShouldContain(all[0].GetProperty("shelter").GetProperty("name").GetString()!);
    }

    [Fact]
    public async Task The_secretary_takes_the_accounts_along_and_nobody_is_named_in_the_file()
    {
        using var secretary = await demo.SignIn("secretary");
        var shown = (await secretary.Get("/api/accounts?limit=200")).Is(200)["items"].EnumerateArray().ToList();
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/accounts");
        var (name, bytes) = await Take(screen, "accounts");
        name.ShouldBe($"账号-{Community}.csv");
        var rows = Rows(bytes);
        rows.Length.ShouldBe(shown.Count + 1);
        foreach (var one in shown)
        foreach (var field in (string[])["person", "phone"])
            if (one.TryGetProperty(field, out var said) && said.GetString() is { Length: > 1 } value)
                rows.ShouldNotContain(row => row.Contains(value, StringComparison.Ordinal));
        await screen.Picture("accounts-export");
    }

    [Fact]
    public async Task What_is_lent_has_its_own_file_beside_the_shelf()
    {
        using var secretary = await demo.SignIn("secretary");
        var store = $"/api/stores/{Community}";
        var lot = new
        {
            name = "拟借帐篷",
            unit = "顶",
            quantity = 5,
            location = "借柜",
        };
        var id = (await secretary.Post($"{store}/lots", lot)).Is(200).String("id");
        (
            await secretary.Post(
                $"{store}/lots/{id}/lend",
                new
                {
                    quantity = 2,
                    until = "2036-01-01",
                    unit = "拟借学校",
                    person = "阚拟借",
                }
            )
        ).Is(200);
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=loans#stock");
        await Expect(screen.Page.Locator("[data-loan]").First).ToBeVisibleAsync();
        var (_, bytes) = await Take(screen, "loans");
        Rows(bytes).ShouldContain(row => row.Contains("借出,拟借帐篷,2,顶,2,拟借学校 阚**,", StringComparison.Ordinal));
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = "库存" }).ClickAsync();
        (_, bytes) = await Take(screen, "supplies");
        Rows(bytes).ShouldContain(row => row.Contains("拟借帐篷", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clinic_takes_its_own_patients_along()
    {
        using var secretary = await demo.SignIn("secretary");
        (
            await secretary.Post(
                $"/api/communities/{Community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name = "郗拟档",
                        bornIn = 1990,
                        kinds = new[] { "escort" },
                        phones = new[] { "139-0000-0188" },
                        building = "=拟楼",
                        room = "9401",
                    },
                }
            )
        ).Is(200);
        await using var screen = await (await demo.Open("clinic", Device.Office)).Go("/clinic?which=all");
        await Expect(screen.Page.Locator("[data-patient]").First).ToBeVisibleAsync();
        var (_, bytes) = await Take(screen, "patients");
        var rows = Rows(bytes);
        rows.Single(row => row.Contains("9401", StringComparison.Ordinal)).ShouldContain("'=拟楼,,,9401,郗**");
        rows.ShouldNotContain(row => row.Contains("郗拟档", StringComparison.Ordinal) || row.Contains("0188", StringComparison.Ordinal));
        await screen.Picture("clinic-export");
    }
}
