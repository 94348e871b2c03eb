using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>
/// 哪栋楼？: a case that came with an address only gets its place, at the desk and on the phone; and cases handed over by 12345 wait in a list.
/// </summary>
[Collection(nameof(DemoCollection))]
public sealed class WhereTests(Demo demo)
{
    private static int _last;

    private async Task<string?> Told(string line, string title, string address, string category = "fire", string priority = "urgent")
    {
        var data = new
        {
            caseNumber = $"where-{Interlocked.Increment(ref _last)}",
            category,
            title,
            description = "电话里听不清",
            receivedAt = TimeProvider.System.GetUtcNow(),
            priority,
            location = new { address },
            divisionCode = DeskScreen.Community,
        };
        var taken = (await demo.Hotline(line).Send("case.created", data)).Is(202);
        return taken.Body.TryGetProperty("incidentId", out var id) ? id.GetString() : null;
    }

    private async Task<(string? Doubt, double? Metres, int Cards)> Placed(string incident)
    {
        using var duty = await demo.SignIn("duty");
        var shown = (await duty.Get($"/api/incidents/{incident}")).Is(200);
        var light = shown["incident"];
        var circle =
            shown.Body.TryGetProperty("area", out var area) && area.ValueKind == System.Text.Json.JsonValueKind.Object
                ? area.GetProperty("metres").GetDouble()
                : (double?)null;
        return (light.TryGetProperty("doubt", out var doubt) ? doubt.GetString() : null, circle, shown["cards"].GetArrayLength());
    }

    [Fact]
    [TenMinutes(2)]
    [MainAct("/command")]
    public async Task One_click_at_the_desk_gives_place_circle_and_card_and_the_map_stays_free()
    {
        var incident = (await Told("119", "只有地址", "义阳社区例园小区六栋2单元"))!;
        await using var desk = await demo.Desk("duty", Device.Desk);
        await desk.Page.Locator(".unclear li", new() { HasText = "只有地址" }).GetByRole(AriaRole.Button).ClickAsync();
        var first = desk.Page.Locator(".which [role=option]").First;
        await Expect(first).ToContainTextAsync("例园小区6号楼");
        await Expect(first).ToContainTextAsync("与报警地址相符");
        (
            await desk.Holds(
                "(() => { const box = document.querySelector('.canvas').getBoundingClientRect(); return [0.1, 0.5, 0.9].every((part) => document.elementFromPoint(box.x + box.width * part, box.y + box.height * 0.5).closest('.map')) })()"
            )
        ).ShouldBeTrue("nothing lies over the map");
        await desk.Picture("where-desk");
        await first.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("已启动");
        await Expect(desk.Page.Locator("section.where[role=dialog]")).ToHaveCountAsync(0);
        (await Placed(incident)).ShouldBe((null, 150, 1));
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_wrong_building_is_seen_on_the_map_before_it_is_pressed_and_changed_afterwards_with_area_and_card()
    {
        var incident = (await Told("119", "点错了楼", "说不清在哪"))!;
        await using var desk = await demo.Desk("duty", Device.Desk);
        await desk.Page.Locator(".unclear li", new() { HasText = "点错了楼" }).GetByRole(AriaRole.Button).ClickAsync();
        var rows = desk.Page.Locator(".which [role=option]");
        ILocator In(string community) => rows.Filter(new() { HasText = community }).First.GetByRole(AriaRole.Button);
        await desk.Page.Locator(".which input").FillAsync("三里店");
        await Expect(In("三里店社区")).ToContainTextAsync("老城街道");
        // A name stands whole in its line, and its place below it.
        (
            await desk.Faults(
                """
                [...document.querySelectorAll('.which li button')].flatMap((one) => {
                  const [name, place] = [one.querySelector('b'), one.querySelector('small')].map((part) => part.getBoundingClientRect())
                  return name.height < 30 && place.top >= name.bottom - 1 ? [] : [`${one.textContent} ${name.height}`]
                })
                """
            )
        ).ShouldBeEmpty();
        await In("三里店社区").HoverAsync();
        await Until.TrueAsync(
            () => desk.Holds("/^\\d{2,3} m$/.test(document.querySelector('.ol-scale-line-inner').textContent)"),
            "the map shows the row under the pointer"
        );
        await desk.Picture("where-preview");
        await In("三里店社区").ClickAsync();
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("已定位");
        var wrong = await Placed(incident);

        await desk.Page.Locator(".said button", new() { HasText = "改地点" }).ClickAsync();
        await desk.Page.Locator(".which input").FillAsync("义阳");
        await In("义阳社区").ClickAsync();
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("已改地点，范围跟着移");
        if (wrong.Cards > 0)
            await Expect(desk.Page.Locator(".said")).ToContainTextAsync($"停用原来的处置卡 {wrong.Cards} 张");
        (await Placed(incident)).ShouldBe((null, 150, 1));
        using var duty = await demo.SignIn("duty");
        (await duty.Get($"/api/incidents/{incident}"))
            .Is(200)["cards"]
            .EnumerateArray()
            .Single()
            .GetProperty("community")
            .GetString()
            .ShouldBe(DeskScreen.Community);
        await desk.Act("改地点");
        await Expect(desk.Page.Locator("section.where[role=dialog]")).ToContainTextAsync("改地点 · 点错了楼");
        await desk.Picture("where-move");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(desk.Page.Locator("section.where[role=dialog]")).ToHaveCountAsync(0);
        await desk.Picture("where-moved");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_keyboard_alone_chooses_a_building()
    {
        var incident = (await Told("119", "键盘定位", "说不清在哪"))!;
        await using var desk = await demo.Desk("duty", Device.Laptop);
        await desk.Page.Locator(".unclear li", new() { HasText = "键盘定位" }).GetByRole(AriaRole.Button).PressAsync("Enter");
        await Expect(desk.Page.Locator(".which input")).ToBeFocusedAsync();
        await desk.Page.Keyboard.TypeAsync("义阳 例园");
        await Expect(desk.Page.Locator(".which [role=option]").First).ToContainTextAsync("义阳社区");
        await Expect(desk.Page.Locator(".which [role=option]").Nth(1)).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(desk.Page.Locator(".which [role=option]").Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.Locator(".said")).ToContainTextAsync("已定位");
        (await Placed(incident)).Doubt.ShouldBeNull();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_secretary_places_a_case_of_the_community_by_a_thumb()
    {
        var incident = (await Told("119", "手机定位", "例园小区5号楼"))!;
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?incident={incident}"));
        var first = phone.Page.Locator(".which [role=option] button").First;
        await Expect(first).ToContainTextAsync("例园小区5号楼");
        (await first.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(48);
        await phone.Screen.Picture("where-phone");
        await phone.Tap(first);
        await Expect(phone.Page.Locator(".building").First).ToBeVisibleAsync();
        await Expect(phone.Page.Locator(".which")).ToHaveCountAsync(0);
        (await Placed(incident)).ShouldBe((null, 150, 1));
    }

    [Fact]
    [MainAct("/street#cases")]
    public async Task What_12345_hands_over_waits_at_the_desk_until_it_is_made_an_incident()
    {
        (await Told("12345", "楼上装修噪音扰民", "例园小区3号楼", "other", "normal")).ShouldBeNull();
        await using var desk = await demo.Desk("duty", Device.Desk);
        var row = desk.Page.Locator(".cases li", new() { HasText = "楼上装修噪音扰民" });
        await Expect(row).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".board .card", new() { HasText = "楼上装修噪音扰民" })).ToHaveCountAsync(0);
        (await Told("12345", "井盖松动", "例园小区门口", "other", "normal")).ShouldBeNull();
        await Expect(desk.Page.Locator(".cases li", new() { HasText = "井盖松动" })).ToBeVisibleAsync();
        await using var street = await (await demo.Open("street", Device.Office)).Go("/street#cases");
        await Expect(street.Page.Locator(".cases li", new() { HasText = "井盖松动" })).ToBeVisibleAsync();
        await street.Picture("cases-street");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".board .card", new() { HasText = "楼上装修噪音扰民" })).ToBeVisibleAsync();
        await Expect(street.Page.Locator(".cases li", new() { HasText = "楼上装修噪音扰民" })).ToHaveCountAsync(0);
    }
}
