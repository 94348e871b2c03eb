using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>时限 on the county's desk: the commander asks, the duty officer confirms at a desk of their own, and it is set back.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class CountyDeadlinesTests(Demo demo)
{
    private const string Goods = "goods.answered";

    private static ILocator Row(Screen desk) => desk.Dialog().Locator($"[data-deadline='{Goods}']");

    private static async Task Open(Screen desk) =>
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "时限", Exact = true }).ClickAsync();

    /// <summary>Opens the list of waiting confirmations at this desk, checks the texts of one, and confirms it.</summary>
    private static async Task Confirm(Screen desk, params string[] says)
    {
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "等我确认" }).ClickAsync();
        var one = desk.Dialog().Locator("[data-confirmation]").Filter(new() { HasText = "街道没答复缺的物资" });
        foreach (var text in says)
            await Expect(one).ToContainTextAsync(text);
        await one.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(one).ToHaveCountAsync(0);
        await desk.Page.Keyboard.PressAsync("Escape");
    }

    [Fact]
    public async Task The_commander_asks_the_duty_officer_confirms_and_it_is_set_back_in_the_same_way()
    {
        // An incident is chosen as soon as there is one, so this must hold with one too.
        await demo.RunningFire("时限照样能改");
        await using var commander = await demo.Desk("commander", Device.Laptop);
        await using var duty = await demo.Desk("duty", Device.Laptop);
        await Open(commander);
        await Expect(Row(commander)).ToContainTextAsync("10 分钟");
        await Row(commander).GetByRole(AriaRole.Button, new() { Name = "改“街道没答复缺的物资”" }).ClickAsync();
        await Row(commander).GetByLabel("改为（分钟）").FillAsync("15");
        await Row(commander).GetByLabel("理由").FillAsync("山里路远");
        await Row(commander).GetByRole(AriaRole.Button, new() { Name = "申请" }).ClickAsync();
        await Expect(Row(commander)).ToContainTextAsync("已申请，等另一人确认");
        await commander.Picture("command-deadlines");

        await Confirm(duty, "改本县时限", "10 分钟", "15 分钟", "山里路远");
        await Expect(Row(commander)).ToContainTextAsync("本县设定");
        await Expect(Row(commander).Locator(".value b")).ToHaveTextAsync("15 分钟");
        await Expect(Row(commander)).ToContainTextAsync("山里路远");

        await Open(duty);
        await Expect(Row(duty).Locator(".value b")).ToHaveTextAsync("15 分钟");
        await Expect(Row(duty).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await duty.Page.Keyboard.PressAsync("Escape");

        await Row(commander).GetByRole(AriaRole.Button, new() { Name = "恢复通用值" }).ClickAsync();
        await Row(commander).GetByLabel("理由").FillAsync("路修好了");
        await Row(commander).Locator("form").GetByRole(AriaRole.Button, new() { Name = "恢复通用值" }).ClickAsync();
        await Expect(Row(commander)).ToContainTextAsync("已申请，等另一人确认");
        await Confirm(duty, "10 分钟（恢复通用值）", "路修好了");
        await Expect(Row(commander).Locator(".value b")).ToHaveTextAsync("10 分钟");
    }
}
