using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// The first day of a secretary: three things to know, put away for good by a click. In a demo of its own: where an incident runs they
/// wait.
/// </summary>
[Long("a whole story: the main acts of its pages are quick")]
public sealed class FirstStepsTests(Demo demo) : IClassFixture<Demo>
{
    [Fact]
    public async Task Three_things_are_shown_until_they_are_put_away()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street");
        var steps = desk.Page.GetByRole(AriaRole.Region, new() { Name = "第一次用？看这三点" });
        await Expect(steps.GetByRole(AriaRole.Heading, new() { Level = 3 })).ToHaveCountAsync(3);
        await desk.Picture("first-steps");
        await steps.GetByRole(AriaRole.Link, new() { Name = "看名单" }).ClickAsync();
        await Expect(desk.Page)
            .ToHaveURLAsync(
                new System.Text.RegularExpressions.Regex(
                    "#residents$",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );
        await desk.Page.GoBackAsync();
        await steps.GetByRole(AriaRole.Button, new() { Name = "知道了，收起" }).ClickAsync();
        await Expect(steps).ToHaveCountAsync(0);
        await desk.Go("/street");
        await Expect(desk.Page.Locator(".today > header h2")).ToBeVisibleAsync();
        await Expect(steps).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_street_officer_is_told_none_of_it()
    {
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street");
        await Expect(desk.Page.Locator(".today > header h2")).ToBeVisibleAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Region, new() { Name = "第一次用？看这三点" })).ToHaveCountAsync(0);
    }
}
