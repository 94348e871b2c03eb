using Emergency.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>要人, 要车, 要物, 要专业力量: asked for on one phone, taken on another or at the street, with its state shown on the first.</summary>
[Collection(nameof(FieldCollection))]
public sealed class HelpTests(Demo demo)
{
    [Fact]
    [MainAct("/street#help")]
    public async Task Who_asks_sees_who_cannot_and_who_comes_and_the_street_takes_what_came_up_to_it()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("grid", Device.Phone)).Go($"{field.Page}#report"));
        await phone.Tap("[data-ask='professionals']");
        await phone.Page.FillAsync("textarea[name='text']", "要燃气抢修，6号楼1单元门口");
        await phone.Tap("text=30 分钟");
        await phone.Screen.Picture("team-ask-help");
        await phone.Tap("text=发出请求");
        var mine = phone.Page.Locator("section[aria-label='我要的'] li", new() { HasText = "要燃气抢修" });
        await Expect(mine).ToContainTextAsync("正在找");
        await Expect(mine).ToContainTextAsync("前要");
        await phone.Screen.Picture("team-help-asked");

        await using var desk = await demo.Open("street", Device.Office);
        await desk.Go("/street#help");
        var row = desk.Page.Locator("section.panel li", new() { HasText = "要燃气抢修" });
        await Expect(row).ToContainTextAsync("要专业力量 1");
        await Expect(row).ToContainTextAsync("要的");
        await row.GetByText("办不了").ClickAsync();
        await row.Locator("input[name='reason']").FillAsync("抢修队在另一处");
        await desk.Picture("street-help");
        await row.Locator("form").GetByText("办不了").ClickAsync();
        await Expect(mine).ToContainTextAsync("抢修队在另一处");

        await row.GetByText("我们安排").ClickAsync();
        await Expect(mine).ToContainTextAsync("接了，在路上");
        await row.GetByText("到了").ClickAsync();
        await Expect(mine).ToContainTextAsync("到了");
        await phone.Tap(mine.GetByText("不用了"));
        await Expect(mine).ToHaveCountAsync(0);
        await Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Asked_for_without_network_it_waits_on_the_phone_and_says_so()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("grid", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.Tap("nav.foot a[href='#report']");
        await phone.Offline(true);
        await phone.Tap("[data-ask='car']");
        await phone.Page.FillAsync("textarea[name='text']", "送两位老人去避难场所");
        await phone.Tap("text=发出请求");
        await Expect(phone.Page.Locator(".bar")).ToContainTextAsync("未上传 1 条");
        await phone.Offline(false);
        await phone.AllSent();
        await Expect(phone.Page.Locator("section[aria-label='我要的'] li", new() { HasText = "送两位老人" })).ToContainTextAsync("正在找");
    }
}
