using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>临时照料 from its opening to its end, on the pages of all who owe something in it.</summary>
public sealed class CareTests
{
    private const string Community = "411502001001";

    private static async Task<string> Opened(Demo demo)
    {
        using var secretary = await demo.SignIn("secretary");
        var children = (await secretary.Get($"/api/communities/{Community}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Where(one => one.GetProperty("minor").GetBoolean())
            .ToList();
        return (await secretary.Post("/api/care", new { person = children[0].GetProperty("personId").GetGuid(), community = Community }))
            .Is(201)
            .String("id")!;
    }

    [Fact]
    public async Task A_case_that_nobody_attends_to_is_loud_on_the_pages_of_street_and_civil_affairs_and_on_phones()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Opened(demo);
        using (var secretary = await demo.SignIn("secretary"))
            (await secretary.Post($"/api/care/{id}/name-adult", new { name = "乐拟姑" })).Is(200);
        (await demo.Server.End()).ShouldBe(0);
        await demo.Server.BeginOn(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(3));

        await using var street = await (await demo.Open("street", Device.Office)).Go("/street#care");
        var row = street.Page.Locator($"tr[data-key='{id}']");
        await Expect(row.Locator("button.link")).ToHaveAttributeAsync("data-level", "3");
        await Expect(row.Locator("[data-column=street]")).ToContainTextAsync("今天派人到");
        await Expect(street.Page.Locator("nav.within [aria-current]")).ToContainTextAsync("临时照料1");
        (await street.Unreachable("街道台", 20)).ShouldBeEmpty();
        await street.Picture("care-list-late", whole: true);
        await row.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await street.Page.Locator("[name=see]").FillAsync("派副主任 30 分钟到");
        await street.Page.GetByRole(AriaRole.Button, new() { Name = "告诉大家" }).ClickAsync();
        await Expect(row.Locator("[data-column=street]")).ToContainTextAsync("已看到");

        await using var phone = await (await demo.Open("secretary", Device.Phone)).Go("/team");
        await Expect(phone.Page.Locator("a.two.late")).ToContainTextAsync("临时照料 1 件超时");
        await phone.Picture("care-phone-late");

        // Whom the server rang, and what came of it, stands in the case.
        await street.Page.Locator($"tr[data-key='{id}'] button.link").ClickAsync();
        await Expect(street.Page.Locator(".rung li").First).ToContainTextAsync("叫");
        await Expect(street.Page.Locator(".rung")).ToContainTextAsync("老城街道");
        await street.Picture("care-rung", whole: true);

        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        await Expect(civil.Page.Locator($"tr[data-key='{id}']")).ToContainTextAsync("没人管");
        await civil.Picture("civil-home-late");
    }

    [Fact]
    public async Task A_child_goes_from_an_adult_over_looks_and_an_offer_to_a_receiver_who_accepts_on_their_own_phone()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Opened(demo);
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#care");
        var page = desk.Page;
        await page.Locator($"tr[data-key='{id}'] button.link").ClickAsync();
        await page.Locator("[name=name]").FillAsync("乐拟姑");
        await page.Locator("[name=relation]").FillAsync("姑姑");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下陪着的大人" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "改安排" }).ClickAsync();
        await page.Locator(".middle [name=name]").FillAsync("乐拟姑");
        await page.Locator("[name=where]").FillAsync("示例路 3号 502");
        await page.Locator(".middle [name=know]").FillAsync("对花生过敏");
        await page.GetByRole(AriaRole.Button, new() { Name = "定下" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记一次核查" }).ClickAsync();
        await page.Locator("[data-topic=body]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记下", Exact = true }).ClickAsync();
        await Expect(page.Locator(".topic.worry")).ToContainTextAsync("身体");

        await Expect(page.Locator("[data-exit=procedure]")).ToContainTextAsync("只用于大人");
        await Expect(page.Locator("[data-act=end]")).ToBeDisabledAsync();
        await page.Locator("[data-exit=guardian-back] input").ClickAsync();
        await page.Locator(".out [name=receiver]").FillAsync("妈妈");
        await page.Locator(".out [name=where]").FillAsync("社区服务站 1 楼");
        await page.Locator(".out [name=know]").FillAsync("对花生过敏\n药 2 样，用法在袋上");
        await page.Locator("[data-act=offer]").ClickAsync();
        await page.Locator("[data-act=link]").ClickAsync();
        var address = await page.Locator(".given [name=address]").InputValueAsync();
        var code = await page.Locator(".given [name=code]").InputValueAsync();
        await desk.Picture("care-case", whole: true);
        (await desk.Unreachable("街道台", 20)).ShouldBeEmpty();

        await using var mother = await demo.Open(null, Device.Phone);
        await mother.Page.GotoAsync(address);
        await mother.Page.Locator("[name=code]").FillAsync(code == "000000" ? "000001" : "000000");
        await mother.Page.GetByRole(AriaRole.Button, new() { Name = "打开" }).ClickAsync();
        await Expect(mother.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("还可以试 4 次");
        await mother.Page.Locator("[name=code]").FillAsync(code);
        await mother.Page.GetByRole(AriaRole.Button, new() { Name = "打开" }).ClickAsync();
        await Expect(mother.Page.GetByText("药 2 样，用法在袋上")).ToBeVisibleAsync();
        await mother.Picture("care-accept-phone", whole: true);
        await mother.Page.Locator("[data-act=accept]").ClickAsync();
        await Expect(mother.Page.GetByText("您已接收")).ToBeVisibleAsync();
        await mother.Picture("care-accepted-phone", whole: true);

        await Expect(page.Locator("[data-accepted]")).ToContainTextAsync("我接收");
        var (sheets, _) = await desk.Paper("care-slip");
        sheets.ShouldBe(1);
        await page.Locator("[data-act=end]").ClickAsync();
        await Expect(page.Locator("[data-form='care.ended.v1']")).ToHaveCountAsync(1);
        await desk.Picture("care-ended", whole: true);
    }

    [Fact]
    public async Task Civil_affairs_land_on_what_was_sent_to_them_and_answer_it()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Opened(demo);
        using var secretary = await demo.SignIn("secretary");
        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        await Expect(civil.Page.GetByText("没有送来的件")).ToBeVisibleAsync();
        (await secretary.Post($"/api/care/{id}/name-adult", new { name = "乐拟姑" })).Is(200);
        (
            await secretary.Post(
                $"/api/care/{id}/offer",
                new
                {
                    exit = "civil-affairs",
                    receiver = "民政",
                    know = "对花生过敏",
                }
            )
        ).Is(200);
        var row = civil.Page.Locator($"tr[data-key='{id}']");
        await Expect(row).ToContainTextAsync("接不接");
        await civil.Picture("civil-home", whole: true);
        await row.Locator("[data-act=refuse]").ClickAsync();
        await civil.Page.Locator("[name=words]").FillAsync("妈妈明天到");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        (await secretary.Post($"/api/care/{id}/offer", new { exit = "civil-affairs", receiver = "民政" })).Is(200);
        await row.Locator("[data-act=take]").ClickAsync();
        await civil.Picture("civil-take");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        (await secretary.Post($"/api/care/{id}/exit", new { exit = "civil-affairs", receiver = "民政" })).Is(200);
        (await civil.Unreachable("民政", 5)).ShouldBeEmpty();
    }
}
