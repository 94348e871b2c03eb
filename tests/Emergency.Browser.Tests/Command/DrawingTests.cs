using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>圈范围: counted while it is drawn, sent with 确定.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class DrawingTests(Demo demo)
{
    [Fact]
    public async Task A_circle_by_mouse_says_who_would_be_inside_before_it_is_sent()
    {
        var fire = await demo.Fire("鼠标圈");
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(fire, "鼠标圈");
        (await desk.Centred(fire)).ShouldBeTrue("the map has flown to the fire");
        await desk.Page.Locator(".tools button", new() { HasText = "圆" }).ClickAsync();
        var box = (await desk.Page.Locator(".canvas").BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        await desk.Page.Mouse.ClickAsync(x, y);
        await desk.Page.Mouse.MoveAsync(x + 150, y, new() { Steps = 4 });
        await desk.Page.Mouse.ClickAsync(x + 150, y);
        await Expect(desk.Page.Locator(".strip[class] [role=status]").First).ToContainTextAsync("范围内");
        await desk.Page.Locator(".map .primary").ClickAsync();
        await Expect(desk.Page.Locator(".panel .figures .atRisk .toMove")).Not.ToHaveTextAsync("–");
        await Expect(desk.Page.Locator(".crumbs")).ToContainTextAsync("圆");
    }

    [Fact]
    public async Task A_circle_is_dragged_out_with_the_button_held_down_and_the_map_stays_where_it_is()
    {
        var fire = await demo.Fire("拖出半径");
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(fire, "拖出半径");
        (await desk.Centred(fire)).ShouldBeTrue("the map has flown to the fire");
        await desk.Page.Locator(".tools button", new() { HasText = "圆" }).ClickAsync();
        var box = (await desk.Page.Locator(".canvas").BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        await desk.Page.Mouse.MoveAsync(x, y);
        await desk.Page.Mouse.DownAsync();
        await desk.Page.Mouse.MoveAsync(x + 150, y, new() { Steps = 6 });
        await desk.Page.Mouse.UpAsync();
        await desk.Page.Mouse.MoveAsync(x + 260, y, new() { Steps = 3 });
        await Expect(desk.Page.Locator(".strip[class] [role=status]").First).ToContainTextAsync("范围内");
        (await desk.Centred(fire)).ShouldBeTrue("the map has not moved");
        await desk.Page.Locator(".map .primary").ClickAsync();
        await Expect(desk.Page.Locator(".panel .figures .atRisk .toMove")).Not.ToHaveTextAsync("–");
        await Expect(desk.Page.Locator(".crumbs")).ToContainTextAsync("圆");
    }

    [Fact]
    public async Task Who_is_chosen_before_it_was_read_where_that_is_is_gone_to_when_it_is()
    {
        var fire = await demo.Fire("先选后到");
        await using var desk = await demo.Open("commander", Device.Laptop);
        var read = new TaskCompletionSource();
        await desk.Page.RouteAsync(
            url => new Uri(url).AbsolutePath is var path && (path == $"/api/incidents/{fire}" || path == "/api/incidents/texts"),
            async route =>
            {
                await read.Task;
                await route.ContinueAsync();
            }
        );
        await desk.Go("/command");
        await Expect(desk.Page.Locator(".map [aria-busy]")).ToHaveCountAsync(0);
        await desk.Card(fire).ClickAsync();
        await Expect(desk.OnMap(fire)).ToHaveCountAsync(0);
        read.SetResult();
        (await desk.Centred(fire)).ShouldBeTrue("the map has flown to the fire");
    }

    [Fact]
    public async Task A_circle_by_keyboard_grows_and_is_sent_with_enter()
    {
        var fire = await demo.Fire("键盘圈");
        await using var desk = await demo.Desk("commander", Device.Laptop);
        await desk.Select(fire, "键盘圈");
        (await desk.Centred(fire)).ShouldBeTrue("the map has flown to the fire");
        await desk.Page.Locator(".tools button", new() { HasText = "圆" }).PressAsync("Enter");
        await desk.Page.Keyboard.PressAsync("Space");
        await desk.Page.Keyboard.PressAsync("+");
        await Expect(desk.Page.Locator(".strip[class] [role=status]").First).ToContainTextAsync("范围内");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.Locator(".crumbs")).ToContainTextAsync("160 m 圆");
        (await desk.AddsUp()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_polygon_whose_edges_cross_cannot_be_sent_and_says_why()
    {
        var fire = await demo.Fire("交叉边");
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(fire, "交叉边");
        (await desk.Centred(fire)).ShouldBeTrue("the map has flown to the fire");
        await desk.Page.Locator(".tools button", new() { HasText = "多边形" }).ClickAsync();
        var box = (await desk.Page.Locator(".canvas").BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        (float X, float Y)[] corners = [(x - 150, y + 40), (x + 150, y + 220), (x + 150, y + 40), (x - 150, y + 220)];
        foreach (var corner in corners)
            await desk.Page.Mouse.ClickAsync(corner.X, corner.Y);
        await Expect(desk.Page.Locator(".map .bad")).ToContainTextAsync("交叉");
        await Expect(desk.Page.Locator(".map .primary")).ToHaveAttributeAsync("aria-disabled", "true");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Page.Locator(".map .tools")).ToBeVisibleAsync();
    }
}
