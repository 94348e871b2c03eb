using System.Collections.Concurrent;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>The map of a phone: its incident with the doors as they stand.</summary>
[Collection(nameof(FieldCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class MapTests(Demo demo)
{
    private static readonly string[] Themes = ["dark", "light"];

    [Fact]
    public async Task The_map_is_loaded_when_somebody_opens_it_and_tells_nobody_where_the_phone_is()
    {
        var field = await Field.Fire(demo);
        var here = await demo.Open("secretary", Device.Phone);
        await here.Context.GrantPermissionsAsync(["geolocation"]);
        await here.Context.SetGeolocationAsync(
            new()
            {
                Longitude = 114.0686f,
                Latitude = 32.1193f,
                Accuracy = 8,
            }
        );
        await using var phone = new Phone(await here.Go($"{field.Page}#who"));
        var page = phone.Page;
        await Expect(page.Locator(".building").First).ToBeVisibleAsync();
        (await page.EvaluateAsync<string[]>("performance.getEntriesByType('resource').map((one) => one.name)")).ShouldNotContain(one =>
            one.Contains("DoorsMap", StringComparison.Ordinal)
        );

        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) => asked.Enqueue($"{request.Url} {request.PostData}");
        await phone.TapText("看地图");
        await Expect(page.Locator(".doorsmap canvas").First).ToBeVisibleAsync();
        await Expect(page.Locator(".doorsmap .buildings li").First).ToContainTextAsync("未落实");
        asked.ShouldContain(one => one.Contains("DoorsMap", StringComparison.Ordinal));

        await Expect(page.Locator(".doorsmap .own li")).ToHaveCountAsync(0);
        await phone.TapText("我在哪");
        await Expect(page.Locator(".doorsmap .own li")).ToHaveTextAsync("114.06860 32.11930");
        asked.ShouldNotContain(one =>
            one.Contains("114.06", StringComparison.Ordinal) || one.Contains("/me/position", StringComparison.Ordinal)
        );
        foreach (var theme in Themes)
        {
            await page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme }", theme);
            (await here.Unreachable("里面还有谁？", 20)).ShouldBeEmpty(theme);
            await here.Picture($"team-map-{theme}");
        }

        // Without network the doors are there all the same.
        await phone.Offline(true);
        await Expect(page.Locator(".doorsmap .buildings li").First).ToContainTextAsync("未落实");
        await phone.TapText("收起地图");
        await Expect(page.Locator(".doorsmap")).ToHaveCountAsync(0);
        await phone.TapText("看地图");
        await Expect(page.Locator(".doorsmap .buildings li").First).ToContainTextAsync("未落实");
        await Expect(page.Locator(".doorsmap")).ToContainTextAsync("底图没有读到");
    }
}
