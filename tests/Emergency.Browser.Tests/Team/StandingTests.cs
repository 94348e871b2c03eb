using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>
/// 常备名单 on phones and at the committee's desk, in a demo of its own in which no incident runs. All persons are fictitious.
/// </summary>
public sealed class StandingTests : IAsyncLifetime
{
    private const string Community = "411502001001";
    private readonly TempFolder _folder = new();
    private Demo _demo = null!;

    public async ValueTask InitializeAsync() => _demo = await Demo.In(_folder["data"]);

    public async ValueTask DisposeAsync()
    {
        await _demo.DisposeAsync();
        _folder.Dispose();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    private static ILocator Rows(Phone phone) => phone.Page.Locator("[data-standing]");

    private async Task<IReadOnlyList<string>> Purposes(string role)
    {
        using var auditor = await _demo.SignIn("auditor");
        return
        [
            .. (await auditor.Get("/api/access?county=411502"))
                .Is(200)["items"]
                .EnumerateArray()
                .Where(one => one.GetProperty("role").GetString() == role)
                .Select(one => one.GetProperty("purpose").GetString()!),
        ];
    }

    [Fact]
    [TenMinutes(9)]
    public async Task A_grid_chiefs_list_opens_without_network_for_a_reason_that_is_recorded_afterwards()
    {
        await using var phone = new Phone(await (await _demo.Open("grid", Device.Phone)).Go("/team"));
        await phone.Tap(Button(phone.Page, "存今天的名单"));
        await Expect(Button(phone.Page, "打开名单")).ToBeVisibleAsync();
        await Expect(Rows(phone)).ToHaveCountAsync(0);
        await phone.Screen.Picture("standing-kept");
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await phone.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await phone.Offline(true);
        await phone.OpenAnew("/team");
        await phone.Tap(Button(phone.Page, "打开名单"));
        await phone.Tap(Button(phone.Page, "停电断网"));
        await Expect(Rows(phone).First).ToBeVisibleAsync();
        await Expect(Rows(phone).Locator("a[href^='tel:']").First).ToBeVisibleAsync();
        (await Purposes("grid-chief")).ShouldNotContain("standing-opened", StringComparer.Ordinal);
        await phone.Offline(false);
        await Until.TrueAsync(
            async () => (await Purposes("grid-chief")).Contains("standing-opened", StringComparer.Ordinal),
            "that it was opened is recorded"
        );

        await phone.Tap(Button(phone.Page, "现在删掉"));
        await Expect(Rows(phone)).ToHaveCountAsync(0);
        await Expect(Button(phone.Page, "存今天的名单")).ToBeVisibleAsync();
        await phone.Page.ReloadAsync();
        await Expect(phone.Page.GetByText("连上网络时自动存当天的")).ToBeVisibleAsync();
        await Expect(Button(phone.Page, "存今天的名单")).ToBeVisibleAsync();
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task A_building_chief_keeps_it_while_it_is_given_and_the_phone_forgets_it_when_it_is_taken_back()
    {
        await using var desk = await _demo.Open("secretary", Device.Office);
        await desk.Go($"/street?community={Community}#residents");
        await desk.Page.GetByRole(AriaRole.Tab, new() { Name = "常备名单" }).ClickAsync();
        await Button(desk.Page, "交给 30 天").First.ClickAsync();
        await Expect(Button(desk.Page, "收回").First).ToBeVisibleAsync();
        await desk.Picture("standing-desk");

        await using var phone = new Phone(await (await _demo.Open("building", Device.Phone)).Go("/team#who"));
        await phone.Tap(Button(phone.Page, "存今天的名单"));
        await phone.Tap(Button(phone.Page, "打开名单"));
        await phone.Tap(Button(phone.Page, "大雨涨水"));
        await Expect(Rows(phone).First).ToBeVisibleAsync();
        await Expect(Rows(phone).Locator("a[href^='tel:']")).ToHaveCountAsync(0);
        await phone.Screen.Picture("standing-bare");

        await Button(desk.Page, "收回").First.ClickAsync();
        await Expect(Rows(phone)).ToHaveCountAsync(0);
        await Expect(Button(phone.Page, "存今天的名单")).ToHaveCountAsync(0);
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task A_paper_is_printed_with_a_number_and_two_sign_that_it_is_destroyed()
    {
        await using var secretary = await _demo.Open("secretary", Device.Office);
        await secretary.Page.AddInitScriptAsync("window.print = () => { window.printed = (window.printed ?? 0) + 1 }");
        await secretary.Go($"/paper?standing={Community}&building=6号楼");
        await Button(secretary.Page, "汛期、大雨前").ClickAsync();
        await Expect(secretary.Page.Locator("main")).ToContainTextAsync("第 1 号");
        (await secretary.Page.Locator("tbody tr").CountAsync()).ShouldBeGreaterThan(3);
        (await secretary.Page.EvaluateAsync<int>("window.printed")).ShouldBe(1);
        (await secretary.Paper("standing-paper")).Sheets.ShouldBe(1);

        await secretary.Go($"/street?community={Community}#residents");
        await secretary.Page.GetByRole(AriaRole.Tab, new() { Name = "常备名单" }).ClickAsync();
        var row = secretary.Page.Locator("[data-paper='1']");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(row).ToContainTextAsync("等第二个人");
        await Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await using var street = await _demo.Open("street", Device.Office);
        await street.Go($"/street?community={Community}#residents");
        await street.Page.GetByRole(AriaRole.Tab, new() { Name = "常备名单" }).ClickAsync();
        await street.Page.Locator("[data-paper='1']").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(street.Page.Locator("[data-paper='1']")).ToHaveCountAsync(0);
    }
}
