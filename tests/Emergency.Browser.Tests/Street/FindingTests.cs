using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>名单: people are found, looked at and checked with the keyboard alone. All persons are fictitious.</summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class FindingTests(Demo demo)
{
    private const string Community = "411502001001";

    private static ILocator Rows(Screen screen) => screen.Page.Locator(".residents tbody tr.row");

    private async Task<Screen> List(string account, string theme = "light", Device? device = null, string community = Community)
    {
        var screen = await demo.Open(account, device ?? Device.Office, theme);
        await screen.Go($"/street?community={community}#residents");
        await Expect(Rows(screen).First).ToBeVisibleAsync();
        return screen;
    }

    /// <summary>Somebody of a test's own whom nobody has checked for years.</summary>
    private async Task Enter(string name, string room)
    {
        using var street = await demo.SignIn("street");
        var id = (
            await street.Post(
                $"/api/communities/{Community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn = 1941,
                        kinds = new[] { "elder-alone" },
                        needs = new[] { "carry" },
                        building = "拟找楼",
                        unit = "1单元",
                        room,
                        phones = new[] { "139-0000-0577" },
                    },
                    why = "上门登记",
                }
            )
        ).Is(200)["id"].GetGuid();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        (
            await street.Post(
                $"/api/communities/{Community}/residents/{id}/correct",
                new { was = new { checkedOn = today }, now = new { checkedOn = "2020-01-01" } }
            )
        ).Is(200);
    }

    [Fact]
    public async Task People_are_found_opened_narrowed_chosen_and_checked_by_the_keyboard()
    {
        var (one, other) = ("9601", "9602");
        await Enter("卫试找", one);
        await Enter("卫试寻", other);
        await using var screen = await List("secretary");
        var (page, keys) = (screen.Page, screen.Page.Keyboard);
        await keys.PressAsync("/");
        await Expect(page.Locator("[name=words]")).ToBeFocusedAsync();
        await keys.TypeAsync("卫试");
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".residents .count")).ToContainTextAsync("已记一笔");
        await Expect(Rows(screen).Filter(new() { HasText = one })).ToContainTextAsync("卫**");
        await page.Locator("[name=words]").FillAsync("拟找楼");
        await keys.PressAsync("Enter");
        await Expect(Rows(screen).Filter(new() { HasText = one })).ToContainTextAsync("门");
        (await screen.Unreachable("义阳", 100)).ShouldBeEmpty();
        await screen.Picture("finding");

        await page.Locator("[name=words]").FillAsync($"拟找楼 {one}");
        await keys.PressAsync("Enter");
        await Expect(Rows(screen)).ToHaveCountAsync(1);
        await page.Locator("[name=words]").PressAsync("Tab");
        await page.EvaluateAsync("document.activeElement.blur()");
        await keys.PressAsync("k");
        await Expect(Rows(screen).First).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("dialog.drawer")).ToContainTextAsync("卫**");
        await keys.PressAsync("Escape");
        await Expect(page.Locator("dialog.drawer")).ToHaveCountAsync(0);

        await page.Locator("[name=words]").FillAsync("拟找楼");
        await keys.PressAsync("Enter");
        await page.Locator("button[name=unverified]").PressAsync("Enter");
        await Expect(Rows(screen).Filter(new() { HasText = other })).ToHaveCountAsync(1);
        await Until.True(() => page.Url.Contains("unverified", StringComparison.Ordinal), "the filter is in the address");
        Uri.UnescapeDataString(page.Url).ShouldNotContain("拟找楼");
        await page.EvaluateAsync("document.activeElement.blur()");
        await Rows(screen).Filter(new() { HasText = one }).FocusAsync();
        await keys.PressAsync(" ");
        await Rows(screen).Filter(new() { HasText = other }).FocusAsync();
        await keys.PressAsync(" ");
        await Expect(page.Locator(".bar")).ToContainTextAsync("选了 2 人");
        await screen.Picture("finding-chosen");
        await page.Locator(".bar .primary").PressAsync("Enter");
        await Expect(page.Locator(".bar")).ToContainTextAsync("已核对 2 人");
        await Expect(Rows(screen).Filter(new() { HasText = other })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_list_is_taken_along_as_a_file_with_the_reason_and_who_gets_it()
    {
        await using var screen = await List("secretary", "light");
        var (page, sheet) = (screen.Page, screen.Page.Locator("dialog.sheet"));
        await page.GetByRole(AriaRole.Button, new() { Name = "导出", Exact = true }).ClickAsync();
        var give = sheet.GetByRole(AriaRole.Button, new() { Name = "导出", Exact = true });
        await sheet.Locator("[name=export-why]").FillAsync("季度核对");
        await give.ClickAsync();
        await Expect(sheet.Locator("[name=export-for]")).ToBeFocusedAsync();
        await sheet.Locator("[name=export-for]").FillAsync("街道民政办");
        await screen.Picture("register-export");
        var file = await page.RunAndWaitForDownloadAsync(() => give.ClickAsync());
        file.SuggestedFilename.ShouldBe("名单-411502001001.xlsx");
        new FileInfo((await file.PathAsync())!).Length.ShouldBeGreaterThan(1_000);
        await Expect(sheet).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_street_s_list_is_all_of_its_communities_to_the_last_row()
    {
        await using var screen = await List("street", community: Community[..9]);
        await Expect(screen.Page.Locator(".residents .count")).ToContainTextAsync("共 ");
        var all = int.Parse(
            string.Concat(
                (await screen.Page.Locator(".residents .count").InnerTextAsync())
                    .SkipWhile(sign => !char.IsDigit(sign))
                    .TakeWhile(char.IsDigit)
            ),
            null
        );
        all.ShouldBeGreaterThan(100);
        await screen.Picture("finding-street-light");
        await Rows(screen).First.FocusAsync();
        await screen.Page.Keyboard.PressAsync("End");
        await Expect(screen.Page.Locator($".residents tbody tr.row[aria-rowindex='{all + 1}']")).ToBeVisibleAsync();
        (await screen.Unreachable("老城街道", 100)).ShouldBeEmpty();
        await screen.Picture("finding-street-end-light");
    }

    [Fact]
    public async Task On_a_phone_the_list_stays_within_the_edge()
    {
        await using var screen = await List("secretary", device: Device.Phone);
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture("finding-phone-light");
    }
}
