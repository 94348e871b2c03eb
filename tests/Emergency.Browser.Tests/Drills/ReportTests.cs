using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>After a drill: the report, an observer's sheet, an improvement with its owner and its check, and the paper.</summary>
[Collection(nameof(DrillCollection))]
public sealed class ReportTests(Demo demo)
{
    private const string Community = "411502001001";
    private static readonly string[] Themes = ["light", "dark"];

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task What_was_missed_is_seen_mended_and_checked_and_the_report_prints()
    {
        using var street = await demo.SignIn("street");
        var id = await Started(street);
        await using var screen = await (await demo.Open("street", Device.Desk)).Go($"/drills/{id}/report");
        var page = screen.Page;
        await Expect(page.GetByText("演练还没结束，以下是到目前为止")).ToBeVisibleAsync();
        await Until.TrueAsync(
            async () => (await Report(street, id)).Contains("area missed", StringComparison.Ordinal),
            "nobody drew the area in time"
        );
        (await street.Post($"/api/drills/{id}/note", new { text = "楼长先到三楼" })).Is(200);
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
        await page.ReloadAsync();
        await Expect(page.Locator("[data-action=area]")).ToContainTextAsync("✕ 没做到");
        await Expect(page.GetByText("事件立起来")).ToBeVisibleAsync();
        await Expect(page.GetByText("楼长先到三楼")).ToBeVisibleAsync();

        await Button("填我的评估表").ClickAsync();
        await page.Locator("[data-item=doors]").GetByRole(AriaRole.Button, new() { Name = "部分做到" }).ClickAsync();
        await page.Locator("[name=words-doors]").FillAsync("一楼敲了，四楼晚了");
        await Look("演练评估报告", "report-sheet", first: "form.sheet");
        await Button("保存").ClickAsync();
        await Expect(page.Locator("td").Filter(new() { HasText = "一楼敲了，四楼晚了" })).ToBeVisibleAsync();

        await page.Locator("[data-action=area]").GetByRole(AriaRole.Button, new() { Name = "列为改进项" }).ClickAsync();
        await page.Locator("[name=what]").FillAsync("三号楼的名单补到户");
        await Look("演练评估报告", "report-add", first: "form.part-form");
        await Button("加一项").First.ClickAsync();
        await Expect(page.Locator("tr[data-item]")).ToContainTextAsync("三号楼的名单补到户");
        await Expect(Button("讲评完成")).ToBeDisabledAsync();
        foreach (var why in await page.Locator("[name^=why-]").AllAsync())
            await why.FillAsync("只演了头几分钟");
        await Button("讲评完成").ClickAsync();
        await Expect(page.GetByText("街道 讲评完成")).ToBeVisibleAsync();
        await Expect(page.GetByText("讲评已完成，不能再改")).ToBeVisibleAsync();

        await using var owner = await (await demo.Open("secretary", Device.Phone)).Go("/drills");
        var item = owner.Page.Locator("li[data-item]").Filter(new() { HasText = "三号楼的名单补到户" });
        await item.GetByRole(AriaRole.Button, new() { Name = "办完了" }).ClickAsync();
        await item.GetByRole(AriaRole.Textbox).FillAsync("名单补齐，打印上墙");
        await owner.Picture("report-owner");
        await item.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Expect(item).ToContainTextAsync("已办，等检查");

        await page.ReloadAsync();
        await Look("演练评估报告", "report", first: "main");
        await Button("检查通过").ClickAsync();
        await Expect(page.Locator("tr[data-item] .state")).ToContainTextAsync("✓ 检查通过");
        await Expect(page.Locator("tr[data-item]")).ToContainTextAsync("名单补齐，打印上墙");
        var paper = await page.PdfAsync(new() { PreferCSSPageSize = true });
        System.Text.Encoding.Latin1.GetString(paper).Split("/Type /Page\n").Length.ShouldBeGreaterThan(2, "more than one page");
        await screen.Keep("report.pdf", paper);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".noprint:visible")).ToHaveCountAsync(0);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.GotoAsync($"/drills/{id}/report?lang=en");
        await Expect(page.Locator("[data-action=area]")).ToContainTextAsync("✕ Missed");
        await screen.Picture("report-en", whole: true);

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        async Task Look(string heading, string name, string first)
        {
            (await screen.Unreachable(heading, 60)).ShouldBeEmpty(name);
            foreach (var theme in Themes)
            {
                await page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme }", theme);
                await page.Locator(first).First.ScrollIntoViewIfNeededAsync();
                await screen.Picture($"{name}-{theme}", whole: first == "main");
            }
        }
    }

    [Fact]
    [MainAct("report")]
    public async Task An_observers_sheet_is_filled_in_on_the_report()
    {
        using var street = await demo.SignIn("street");
        var id = await Started(street);
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
        await using var screen = await (await demo.Open("street", Device.Desk)).Go($"/drills/{id}/report");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "填我的评估表", Exact = true }).ClickAsync();
        await screen.Page.Locator("[data-item=doors]").GetByRole(AriaRole.Button, new() { Name = "部分做到" }).ClickAsync();
        await screen.Page.Locator("[name=words-doors]").FillAsync("三楼敲了，五楼没到");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(screen.Page.Locator("td").Filter(new() { HasText = "三楼敲了，五楼没到" })).ToBeVisibleAsync();
    }

    private static async Task<string> Started(Api street)
    {
        var id = (
            await street.Post(
                "/api/drills",
                new
                {
                    title = "老楼夜火讲评",
                    scenario = "old-block-fire",
                    form = "field",
                    communities = new[] { Community },
                    minutes = 60,
                    announced = true,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
            (await street.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await street.Post($"/api/drills/{id}/start", new { factor = 60 })).Is(200);
        return id;
    }

    private static async Task<string> Report(Api street, string id) =>
        string.Join(
            '\n',
            (await street.Get($"/api/drills/{id}/report"))
                .Is(200)["actions"]
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("id").GetString()} {one.GetProperty("outcome").GetString()}")
        );
}
