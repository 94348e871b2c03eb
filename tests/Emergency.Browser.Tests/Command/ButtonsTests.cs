using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>
/// Acts of the desk for which the pages once had no button: orders outside an incident, people told by hand, a task taken back, callers,
/// shelters.
/// </summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ButtonsTests(Demo demo)
{
    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task An_order_outside_an_incident_has_its_lights_gets_its_number_and_is_told_by_hand()
    {
        using var duty = await demo.SignIn("duty");
        var fire = await demo.Fire("指令在别处");
        var order = (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { DeskScreen.Community },
                    text = "检查排涝泵",
                    unreadSeconds = 0,
                }
            )
        ).Is(201).String("id")!;
        await using var desk = await demo.Desk("duty", Device.Desk);
        await desk.Select(fire, "指令在别处");
        await Button(desk.Page.Locator(".panel"), "平时指令").ClickAsync();
        var row = desk.Dialog().Locator($"[data-order='{order}']");
        await row.Locator(".row").ClickAsync();
        await row.Locator("[name=number]").FillAsync("浉应指〔2026〕9号");
        await Button(row, "补文号").ClickAsync();
        await Expect(row.Locator(".row")).ToContainTextAsync("浉应指〔2026〕9号");
        await Button(row, "已当面告知").ClickAsync();
        await Expect(row).ToContainTextAsync("已送达（当面告知）");
        await desk.Picture("command-orders-outside");
        (await duty.Get($"/api/orders/{order}"))
            .Is(200)["receivers"][0]
            .GetProperty("light")
            .GetProperty("reached")
            .GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_task_is_taken_back_with_its_reason_and_who_called_is_opened_to_be_rung()
    {
        var fire = await demo.RunningFire("撤一件任务");
        await using var desk = await demo.Desk("duty", Device.Desk);
        await desk.Select(fire, "撤一件任务");
        await Button(desk.Page.Locator(".panel"), "报警人").ClickAsync();
        await Button(desk.Page.Locator(".panel .ask"), "问里面还有谁").ClickAsync();
        await Expect(desk.Page.Locator(".panel .callers")).ToContainTextAsync("何拟人");
        await Expect(desk.Page.Locator(".panel .callers a[href='tel:13900000009']")).ToBeVisibleAsync();
        var row = desk.Page.Locator("section[aria-label='任务'] > ul > li").First;
        await row.Locator(".row").ClickAsync();
        var step = row.Locator(".steps li").First;
        await Button(step, "取消任务").ClickAsync();
        await step.Locator("[name=reason]").FillAsync("报重了");
        await desk.Picture("command-cancel-task");
        using var duty = await demo.SignIn("duty");
        await Button(step, "取消任务").ClickAsync();
        await Until.TrueAsync(
            async () =>
                (await duty.Get($"/api/incidents/{fire}/tasks?limit=200"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Any(one => one.GetProperty("task").GetProperty("state").GetString() == "cancelled"),
            "a task is cancelled"
        );
    }

    [Fact]
    public async Task Shelters_around_an_incident_are_opened_from_its_panel()
    {
        var fire = await demo.RunningFire("开一处避难场所");
        await using var desk = await demo.Desk("duty", Device.Laptop);
        await desk.Select(fire, "开一处避难场所");
        await desk.Act("避难场所");
        var row = desk.Dialog().Locator(".shelters li").First;
        var name = await row.Locator("b").First.InnerTextAsync();
        await Button(row, $"开放 {name}").ClickAsync();
        var open = desk.Dialog().Locator(".shelters li").Filter(new() { HasText = name });
        await Expect(open).ToContainTextAsync("已开放");
        await desk.Picture("command-shelters");
        await Button(open, $"关闭 {name}").ClickAsync();
        await Expect(open).ToContainTextAsync("未开放");
    }

    [Theory]
    [InlineData("department")]
    [InlineData("civil")]
    [InlineData("auditor")]
    public async Task Who_only_looks_on_is_offered_nothing_that_would_be_refused_and_a_missing_right_is_no_failure(string account)
    {
        var fire = await demo.RunningFire("只看不办");
        await using var desk = await demo.Open(account, Device.Desk);
        await desk.Go($"/command#incident={fire}");
        await Expect(desk.Page.Locator("h1, .panel h2, .refused h1").First).ToBeVisibleAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "上报" })).ToHaveCountAsync(0);
        await Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "派任务" })).ToHaveCountAsync(0);
        await Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "发指令" })).ToHaveCountAsync(account == "department" ? 1 : 0);
        await Expect(desk.Page.GetByText("载入失败")).ToHaveCountAsync(0);
        await desk.Picture($"command-only-looks-{account}");
    }
}
