using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>Common behaviour of all desks: the user goes from page to page in one window, with one session and one line.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ShellTests(Demo demo)
{
    private const string Programs = "**/assets/**";

    [Fact]
    public async Task Back_goes_through_the_pages_and_their_parts_one_after_another()
    {
        await using var desk = await (await demo.Open("street", Device.Desk)).Go("/street");
        await desk.Page.Locator("nav.parts button").Filter(new() { HasText = "社区" }).DispatchEventAsync("click");
        await desk.At("/street#communities");
        await Follow(desk, "/warnings");
        await Follow(desk, "/command");
        await Follow(desk, "/street");
        foreach (var address in (string[])["/command", "/warnings", "/street#communities", "/street"])
        {
            await desk.Page.GoBackAsync();
            await desk.At(address);
            await Stands(desk, address.Split('#')[0]);
        }
        await desk.Page.GoForwardAsync();
        await desk.At("/street#communities");
    }

    [Fact]
    public async Task One_line_and_one_question_who_one_is_serve_all_pages()
    {
        await using var desk = await demo.Open("commander", Device.Desk);
        var (lines, asked) = (0, 0);
        desk.Page.WebSocket += (_, line) => lines += line.Url.EndsWith("/live", StringComparison.Ordinal) ? 1 : 0;
        desk.Page.Request += (_, request) =>
            asked += request.Method == "GET" && new Uri(request.Url).AbsolutePath == "/api/session" ? 1 : 0;
        await desk.Go("/command");
        await Stands(desk, "/command");
        foreach (var path in (string[])["/warnings", "/street", "/drills", "/command"])
            await Follow(desk, path);
        (lines, asked).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Who_has_no_right_to_a_page_is_told_so_and_led_home()
    {
        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/warnings");
        var said = desk.Page.Locator(".instead [role=alert]");
        await Expect(said).ToContainTextAsync("不在您的范围");
        await Expect(said.Locator("a")).ToHaveAttributeAsync("href", "/operations");
        await said.Locator("a").ClickAsync();
        await desk.At("/operations");
        await Stands(desk, "/operations");
    }

    [Fact]
    public async Task A_page_whose_program_cannot_be_had_says_so_under_the_same_head_and_is_there_with_the_next_try()
    {
        await using var desk = await (await demo.Open("commander", Device.Desk)).Go("/warnings");
        await Stands(desk, "/warnings");
        await desk.Context.RouteAsync(Programs, route => route.AbortAsync());
        await desk.Page.Locator("nav a[href='/drills']").First.DispatchEventAsync("click");
        await Expect(desk.Page.Locator(".instead [role=alert]")).ToContainTextAsync("没连上服务器");
        await Expect(desk.Page.Locator("header.top")).ToBeVisibleAsync();
        (await desk.Unreachable("演练", 5)).ShouldBeEmpty();
        await desk.Picture("shell-program-missing");
        await desk.Context.UnrouteAsync(Programs);
        await desk.Page.Locator(".instead button").First.ClickAsync();
        await desk.At("/drills");
        await Stands(desk, "/drills");
    }

    [Fact]
    public async Task A_part_whose_program_cannot_be_had_comes_without_a_reload_once_there_is_network()
    {
        await using var desk = await (await demo.Open("commander", Device.Desk)).Go("/warnings");
        await Stands(desk, "/warnings");
        await desk.Context.RouteAsync(Programs, route => route.AbortAsync());
        var failed = new TaskCompletionSource();
        desk.Page.RequestFailed += (_, _) => failed.TrySetResult();
        await desk.Page.Locator("button[aria-label='我的账号']").First.DispatchEventAsync("click");
        await failed.Task;
        await Expect(desk.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await Expect(desk.Page.Locator("dialog[open] .account")).ToHaveCountAsync(0);
        await desk.Context.UnrouteAsync(Programs);
        await desk.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(desk.Page.Locator("dialog[open] .account").First).ToBeVisibleAsync();
    }

    /// <summary>Follows a link of the navigation, in the head or in its menu.</summary>
    private static async Task Follow(Screen desk, string path)
    {
        await desk.Page.Locator($"nav a[href='{path}']").First.DispatchEventAsync("click");
        await desk.At(path);
        await Stands(desk, path);
    }

    /// <summary>Waits until a page is drawn under the head, with no notice in its place.</summary>
    private static async Task Stands(Screen desk, string path)
    {
        await Expect(desk.Page.Locator($"nav a[href='{path}']").First).ToHaveAttributeAsync("aria-current", "page");
        await Expect(desk.Page.Locator(".shell > .page > *").First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".instead")).ToHaveCountAsync(0);
    }
}
