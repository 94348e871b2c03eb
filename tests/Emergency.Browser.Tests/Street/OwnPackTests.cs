using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// A rule pack of the county's own, in a demo of its own: its duty stands beside the built-in ones, with its gap and the page that closes
/// it.
/// </summary>
[Long("demos of its own with rules of a county")]
public sealed class OwnPackTests : IAsyncLifetime
{
    private const string Pack = """
        { "id": "gates", "region": "411502", "status": "local", "version": "2026", "name": "浉河区规定", "duties": [
          { "id": "gate-stock", "bearer": "street", "name": "门口物资", "articles": [], "evidence": "stock", "local": true, "days": 1 },
          { "id": "gate-estates", "bearer": "street", "name": "门口物业", "articles": [], "must": false, "evidence": "estates", "local": true },
          { "id": "gate-watch", "bearer": "county", "name": "门口值守", "articles": [] }
        ] }
        """;

    private const string Later = """
        { "id": "later", "region": "411502", "status": "in-force", "since": "2099-01-01", "version": "2099", "name": "浉河区后来的规定", "duties": [
          { "id": "late-stock", "bearer": "street", "name": "后来的物资", "articles": ["3"], "evidence": "stock", "days": 1 }
        ] }
        """;

    private readonly TempFolder _folder = new();
    private Demo _demo = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder["gates.json"], Pack);
        await File.WriteAllTextAsync(_folder["later.json"], Later);
        _demo = await Demo.With("--rule-packs", _folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await _demo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_countys_own_duty_stands_among_the_others_with_its_gap_and_leads_to_where_it_is_closed()
    {
        await using var screen = await (await _demo.Open("street", Device.Office)).Go("/street#readiness");
        var page = screen.Page;
        await Expect(page.Locator("table[role=grid] thead")).ToContainTextAsync("门口物资");
        var cell = page.Locator("[role=gridcell] button[aria-label^='中山社区 门口物资 ']");
        await Expect(cell).ToContainTextAsync("过期");
        await cell.ClickAsync();
        await Expect(page.Locator("aside h2")).ToHaveTextAsync("门口物资");
        await Expect(page.Locator("aside")).ToContainTextAsync("本地设定");
        await Expect(page.Locator("aside [data-source=pack]")).ToHaveTextAsync("规则包“浉河区规定”，浉河区设定");
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture("street-readiness-own-pack");
        await page.GetByRole(AriaRole.Link, new() { Name = "去办" }).ClickAsync();
        await Expect(page.Locator("select[name=store]")).ToBeVisibleAsync();

        await using var desk = await (await _demo.Open("duty", Device.Desk)).Go("/readiness");
        var own = desk.Page.Locator("[data-pack=gates]");
        await Expect(own).ToContainTextAsync("浉河区规定 2026");
        await own.Locator("summary").ClickAsync();
        await Expect(own).ToContainTextAsync("门口值守");
        await desk.Picture("readiness-own-pack");
    }

    [Fact]
    public async Task What_binds_from_a_later_day_on_says_so_and_is_no_gap()
    {
        await using var screen = await (await _demo.Open("street", Device.Office)).Go("/street#readiness");
        var page = screen.Page;
        var head = page.Locator("table[role=grid] thead th").Filter(new() { HasText = "后来的物资" });
        await Expect(head).ToContainTextAsync("2099");
        await Expect(page.Locator("table[role=grid] thead")).ToContainTextAsync("还没生效");
        await page.Locator("[role=gridcell] button[aria-label^='中山社区 后来的物资 ']").ClickAsync();
        await Expect(page.Locator("aside .fact")).ToHaveClassAsync("fact draft");
        await Expect(page.Locator("aside .fact")).ToContainTextAsync("起才生效");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "去办" })).ToHaveCountAsync(0);
        await screen.Picture("street-readiness-later-pack");
    }

    [Fact]
    public async Task The_readiness_of_a_street_is_printed_on_a_paper_that_says_what_the_page_says()
    {
        await using var screen = await (await _demo.Open("street", Device.Office)).Go("/street#readiness");
        var page = screen.Page;
        await Expect(page.Locator("table[role=grid] thead")).ToContainTextAsync("门口物资");
        var paper = await page.RunAndWaitForPopupAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "打印" }).First.ClickAsync());
        await Expect(paper.Locator("h1")).ToBeVisibleAsync();
        await Expect(paper.Locator("table").First).ToContainTextAsync("门口物资");
        await Expect(paper.Locator("table").First).ToContainTextAsync("中山社区");
        await Expect(paper.Locator("footer")).ToContainTextAsync("浉河区规定 2026");
        await paper.EvaluateAsync("() => { window.print = () => (window.printed = (window.printed ?? 0) + 1) }");
        await paper.Locator("#print").ClickAsync();
        (await paper.EvaluateAsync<int>("window.printed")).ShouldBe(1);
        await paper.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(paper.Locator("#print")).ToBeHiddenAsync();
        if (Environment.GetEnvironmentVariable("EMERGENCY_PICTURES") is { Length: > 0 } folder)
            await paper.ScreenshotAsync(new() { Path = Path.Combine(folder, "readiness-paper.png"), FullPage = true });
        (await paper.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_estate_without_a_property_company_is_a_gap_that_leads_to_where_one_is_entered()
    {
        await using var screen = await (await _demo.Open("secretary", Device.Office)).Go("/street#parties");
        var page = screen.Page;
        await page.GetByRole(AriaRole.Tab, new() { Name = "网格和小区" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "加小区" }).ClickAsync();
        await page.Locator("[name=quarter-name]").FillAsync("示例花园");
        await page.Locator("[name=quarter-building]").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-quarter=示例花园]")).ToBeVisibleAsync();

        await screen.Go("/street#readiness");
        var cell = page.Locator("[role=gridcell] button[aria-label*=' 门口物业 ']").First;
        await Expect(cell).ToContainTextAsync("1 个没物业");
        await cell.ClickAsync();
        await Expect(page.Locator("aside")).ToContainTextAsync("不算过期");
        await Expect(page.Locator("aside")).ToContainTextAsync("示例花园");
        await screen.Picture("street-readiness-estates");
        await page.Locator("aside").GetByRole(AriaRole.Link, new() { Name = "去办" }).ClickAsync();
        var gap = page.Locator("[data-gap=示例花园]");
        await gap.GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator("[name=party-name]").FillAsync("示例物业");
        await page.Locator("[name=party-person]").FillAsync("何拟物");
        await page.Locator("[name=party-phones]").FillAsync("13900000071");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "加一家" }).ClickAsync();
        await Expect(gap).ToHaveCountAsync(0);
        await screen.Go("/street#readiness");
        await Expect(cell).ToContainTextAsync("都有物业");
    }

    [Fact]
    public async Task Lists_that_are_to_be_gone_through_lead_the_county_to_where_it_says_so()
    {
        await using var desk = await (await _demo.Open("commander", Device.Desk)).Go("/readiness");
        var lists = desk.Page.Locator(".owned").Filter(new() { HasText = "事项清单" });
        await Expect(lists).ToBeVisibleAsync();
        await desk.Picture("readiness-own-lists");
        await lists.GetByRole(AriaRole.Link, new() { Name = "去办" }).ClickAsync();
        await Expect(desk.Page.Locator("[data-matters=adjusted]")).ToBeVisibleAsync();
        await desk.Page.Locator("[name=adjust-document]").FillAsync("信浉〔2026〕9号");
        await desk.Page.Locator("[data-matters=adjusted] button").ClickAsync();
        await Expect(desk.Page.Locator("[data-matters=adjusted]")).ToContainTextAsync("信浉〔2026〕9号");
        await desk.Go("/readiness");
        await Expect(lists).ToContainTextAsync("调整");
        await Expect(lists.GetByRole(AriaRole.Link, new() { Name = "去办" })).ToHaveCountAsync(0);
    }
}
