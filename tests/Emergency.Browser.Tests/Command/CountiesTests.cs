using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A demo with a commander of the whole city, and a duty officer in a second county.</summary>
public sealed class CityDemo() : Demo(null)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (await Server.End()).ShouldBe(0);
        foreach (
            var (name, role, division) in ((string, string, string)[])
                [("city", "CountyCommander", "4115"), ("next", "CountyDuty", "411503")]
        )
            (await Server.Command(Password, "account", "add", name, role, division, "own")).Code.ShouldBe(0);
        await Server.Begin();
    }
}

/// <summary>A city by its counties, and a county by its streets.</summary>
[Long("a demo of its own that is a city")]
public sealed class CountiesTests(CityDemo demo) : IClassFixture<CityDemo>
{
    private static ILocator Row(Screen screen, string name) => screen.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });

    private async Task Fire(string account, string title, string community)
    {
        using var who = await demo.SignIn(account);
        (
            await who.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title,
                    priority = "life",
                    community,
                }
            )
        ).Is(201);
    }

    [Fact]
    public async Task A_city_sees_each_county_by_its_code_and_a_row_opens_the_desk_there()
    {
        await using var city = await (await demo.Open("city", Device.Desk)).Go("/counties");
        // The development zone is among them, whose boundary nobody has drawn.
        await Expect(city.Page.Locator("tbody tr")).ToHaveCountAsync(11);
        await Expect(city.Page.Locator("h1, .place").Filter(new() { HasText = "信阳" })).ToHaveCountAsync(1);
        await Expect(city.Page.Locator("tbody tr").First).ToContainTextAsync("浉河区");
        await Fire("duty", "六号楼冒烟", "411502001001");
        await Fire("next", "羊山街起火", "411503001001");
        foreach (var county in (string[])["浉河区", "平桥区"])
            await Expect(Row(city, county)).ToContainTextAsync("1");
        await Expect(city.Page.Locator("svg .count")).ToHaveCountAsync(2);
        await Expect(city.Page.GetByText("没有在等答复的")).ToBeVisibleAsync();
        (await city.Unreachable("各县区", 20)).ShouldBeEmpty();
        await city.Picture("counties");
        await Row(city, "平桥区").ClickAsync();
        await Expect(city.Page.Locator(".board").GetByText("羊山街起火")).ToBeVisibleAsync();
        await city.Page.GoBackAsync();
        await city.At("/counties");
        await Expect(city.Page.Locator("tbody tr")).ToHaveCountAsync(11);
        await city.Go("/command?wall=1");
        await Expect(city.Page.Locator(".count")).ToHaveCountAsync(2);
        await Expect(city.Page.Locator(".rows li").Filter(new() { HasText = "羊山街起火" })).ToContainTextAsync("平桥区");
        await city.Picture("wall-city");
    }

    [Fact]
    public async Task A_city_looks_at_the_streets_of_each_county_and_is_offered_nothing_that_it_may_not_read()
    {
        await using var city = await (await demo.Open("city", Device.Desk)).Go("/street#communities");
        await Expect(city.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("义阳社区");
        await city.Page.GetByLabel("县区").SelectOptionAsync("411503");
        await Expect(city.Page.GetByLabel("街道").First).ToContainTextAsync("羊山街道");
        await Expect(city.Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("义阳社区");
        await city.Picture("street-city");
        await Expect(city.Page.Locator("nav a[href^='/months']")).ToHaveCountAsync(0);
        await using var one = await (await demo.Open("city", Device.Desk)).Go("/street?street=411503001#communities");
        await Expect(one.Page.GetByLabel("县区")).ToHaveValueAsync("411503");
    }

    [Fact]
    public async Task A_county_is_not_offered_it_and_sees_its_streets()
    {
        await using var county = await (await demo.Open("commander", Device.Desk)).Go("/counties");
        await Expect(Row(county, "老城街道")).ToBeVisibleAsync();
        await Expect(county.Page.GetByRole(AriaRole.Heading, new() { Name = "各街道、乡镇" })).ToBeVisibleAsync();
        await Expect(county.Page.GetByRole(AriaRole.Link, new() { Name = "各地", Exact = true })).ToHaveCountAsync(0);
    }
}
