using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>给消防看这栋: the list that the grid chief shows is on the commander's own phone, without an account and without a name.</summary>
[Collection(nameof(FieldCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ShowDoorsTests(Demo demo)
{
    [Fact]
    public async Task Who_commands_at_the_scene_scans_types_six_digits_and_sees_who_is_still_in_that_building()
    {
        var field = await Field.Fire(demo);
        var person = (await field.Doors()).Persons.First(one => Field.Of(one.GetProperty("door"), "grid") == "001001-G1");
        var building = Field.Of(person.GetProperty("door"), "building")!;
        await using var chief = new Phone(await (await demo.Open("grid", Device.Phone)).Go($"{field.Page}#who"));
        await chief.Tap($"a.building:has-text('{building}')");
        var given = await chief.Screen.Answer("/links", () => chief.Tap("button[data-act='show']"), chief.Page.Locator("[data-shown] img"));
        await Expect(chief.Page.Locator("[data-shown]")).ToContainTextAsync("还没打开");
        var code = (await chief.Page.Locator("[data-code]").TextContentAsync())!;
        code.ShouldBe(Field.Of(given, "code"));
        await chief.Screen.Picture("doors-shown-chief");

        await using var outside = new Phone(await (await demo.Open(null, Device.Phone)).Go(Field.Of(given, "address")!));
        await outside.Page.GetByLabel("收到的 6 位码").FillAsync(code);
        await outside.TapText("打开");
        var doors = outside.Page.Locator("[data-door]");
        await Expect(doors.First).ToContainTextAsync("未查");
        var before = await Count(outside);
        before.ShouldBeGreaterThan(0);
        (await outside.Screen.Unreachable("里面还有谁", 20)).ShouldBeEmpty();
        await outside.Screen.Picture("doors-shown-outside");
        await Expect(chief.Page.Locator("[data-shown]")).ToContainTextAsync("打开了", new() { Timeout = 40_000 });

        var household = Field.Of(person, "householdId");
        (
            await field.Secretary.Post(
                $"/api/incidents/{field.Incident}/doors/{Field.Community}/households/{household}/check",
                new { state = "safe", all = true }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () =>
            {
                await outside.TapText("刷新");
                return await Count(outside) < before;
            },
            "who was found is not inside any more"
        );
        await outside.Offline(true);
        await outside.TapText("刷新");
        await Expect(outside.Page.Locator(".stale")).ToContainTextAsync("没连上");
        await Expect(doors.First).ToBeVisibleAsync();
        await outside.Offline(false);

        await chief.Tap("button[data-act='stop']");
        await Expect(chief.Page.Locator("button[data-act='show']")).ToBeVisibleAsync();
        await outside.TapText("刷新");
        await Expect(outside.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("收回");
        (await field.Told(3, "link.made.v1", "link.opened.v1", "link.withdrawn.v1")).ShouldBe(3);
    }

    private static async Task<int> Count(Phone outside) =>
        int.Parse((await outside.Page.Locator(".count strong").TextContentAsync())!, System.Globalization.CultureInfo.InvariantCulture);
}
