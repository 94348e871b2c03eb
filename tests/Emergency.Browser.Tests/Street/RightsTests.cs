using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>The street's desk for accounts that cannot do everything there.</summary>
[Collection(nameof(StreetCollection))]
[Long("the same desk before many accounts")]
public sealed class RightsTests(Demo demo)
{
    [Theory]
    [InlineData("commander", "#imports")]
    [InlineData("commander", "#orders")]
    [InlineData("child", "#imports")]
    [InlineData("secretary", "#orders")]
    [InlineData("operator", "#goods")]
    public async Task A_part_of_the_desk_that_is_not_ones_own_is_not_opened_by_its_address(string account, string part)
    {
        await using var screen = await (await demo.Open(account, Device.Office)).Go($"/street{part}");
        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("这一项不在您的范围");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "社区", Exact = true }).ClickAsync();
        await Expect(screen.Page.Locator(".communities tbody tr .name").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_keeps_the_registers_sees_them_without_hearing_of_incidents()
    {
        await using var screen = await (await demo.Open("operator", Device.Office)).Go("/street");
        await Expect(screen.Page.GetByText("每分钟更新")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator("table[role=grid] tbody tr")).ToHaveCountAsync(13);
        await Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "要物资" })).ToHaveCountAsync(0);
        await Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "导入" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_has_no_right_to_the_desk_is_told_who_has()
    {
        await using var screen = await (await demo.Open("volunteer", Device.Office)).Go("/street");
        await Expect(screen.Page.GetByText("这一项不在您的范围")).ToBeVisibleAsync();
        (await screen.Unreachable("街道台", 3)).ShouldBeEmpty();
    }
}
