using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>库存 as kept by a secretary and a street.</summary>
[Collection(nameof(StreetCollection))]
public sealed class StoreTests(Demo demo)
{
    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    [TenMinutes(13)]
    [MainAct("/street#stores")]
    public async Task A_lot_is_taken_in_lent_brought_back_and_written_off_and_the_drawer_tells_all_of_it()
    {
        await using var screen = await (await demo.Open("secretary", Device.Desk)).Go("/street#stores");
        var (page, sheet) = (screen.Page, screen.Page.Locator("dialog.sheet"));
        await page.Locator("[data-act=enter]").ClickAsync();
        await Button(sheet, "收下").ClickAsync();
        await Expect(sheet.Locator("[aria-invalid=true]").First).ToBeVisibleAsync();
        await sheet.Locator("[name=store-name]").FillAsync("折叠床试");
        await sheet.Locator("[name=store-quantity]").FillAsync("40");
        await sheet.Locator("[name=store-unit]").FillAsync("张");
        await sheet.Locator("[name=store-location]").FillAsync("活动中心库房");
        await screen.Picture("store-enter");
        await Button(sheet, "收下").ClickAsync();
        var row = page.Locator(".lots tr.row").Filter(new() { HasText = "折叠床试" });
        await Expect(row).ToContainTextAsync("40");

        await row.ClickAsync();
        var drawer = page.Locator("aside.drawer");
        await drawer.Locator("[data-act=lend]").ClickAsync();
        await sheet.Locator("[name=store-quantity]").FillAsync("12");
        await sheet.Locator("[name=store-until]").FillAsync("2036-01-02");
        await sheet.Locator("[name=store-unit]").FillAsync("例园物业");
        await Button(sheet, "借出").ClickAsync();
        await Expect(row).ToContainTextAsync("借出 12");
        await drawer.Locator("[data-act=writeOff]").ClickAsync();
        await sheet.Locator("[name=store-quantity]").FillAsync("3");
        await Button(sheet, "报损").ClickAsync();
        await Expect(sheet.GetByText("报损要有旁证", new() { Exact = false })).ToBeVisibleAsync();
        await sheet.Locator("[name=store-witness]").FillAsync("凤拟人");
        await Button(sheet, "报损").ClickAsync();
        await Expect(drawer.Locator(".history li")).ToHaveCountAsync(3);
        await Expect(drawer.Locator(".sum")).ToContainTextAsync("在库 25");
        await screen.Picture("store-lots");

        await page.GetByRole(AriaRole.Tab, new() { Name = "借出" }).ClickAsync();
        var loan = page.Locator("[data-loan]").Filter(new() { HasText = "折叠床试" });
        await Button(loan, "归还").ClickAsync();
        await sheet.Locator("[name=store-back]").FillAsync("11");
        await sheet.Locator("[name=store-broken]").FillAsync("1");
        await screen.Picture("store-back");
        await Button(sheet, "归还").ClickAsync();
        await Expect(loan).ToHaveCountAsync(0);
        (await screen.Unreachable("街道台", 20)).ShouldBeEmpty();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_lot_is_moved_what_expires_is_replaced_and_slips_are_printed()
    {
        using var secretary = await demo.SignIn("secretary");
        var lot = (
            await secretary.Post(
                "/api/stores/411502001001/lots",
                new
                {
                    name = "饼干试",
                    unit = "箱",
                    quantity = 6,
                    location = "库房",
                    expiresOn = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(20),
                }
            )
        ).Is(200)["id"].GetGuid();
        await using var screen = await (await demo.Open("secretary", Device.Desk)).Go("/street#stores");
        var (page, sheet) = (screen.Page, screen.Page.Locator("dialog.sheet"));
        await page.Locator(".lots tr.row").Filter(new() { HasText = "饼干试" }).ClickAsync();
        var drawer = page.Locator("aside.drawer");
        await drawer.Locator("[data-act=move]").ClickAsync();
        await sheet.Locator("[name=store-location]").FillAsync("活动中心二楼");
        await Button(sheet, "移").ClickAsync();
        await Expect(drawer.Locator(".history li").First).ToContainTextAsync("活动中心二楼");

        await page.GetByRole(AriaRole.Tab, new() { Name = "换新" }).ClickAsync();
        var row = page.Locator($"[data-replacing='{lot}']");
        await Button(row, "换新的").ClickAsync();
        await Expect(sheet.Locator("[name=store-name]")).ToHaveValueAsync("饼干试");
        await sheet.Locator("[name=store-expiresOn]").FillAsync("2099-01-01");
        await screen.Picture("store-replace");
        await Button(sheet, "收下").ClickAsync();
        await Expect(sheet).ToHaveCountAsync(0);
        await Expect(row).ToContainTextAsync("已换新，旧的待报废");
        await Expect(Button(row, "换新的")).ToHaveCountAsync(0);
        await screen.Picture("store-replaced");
        await Button(row, "报损").ClickAsync();
        await sheet.Locator("[name=store-quantity]").FillAsync("6");
        await sheet.Locator("[name=store-witness]").FillAsync("凤拟人");
        await Button(sheet, "报损").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);

        await page.EvaluateAsync(
            "window.print = () => ((window.printed = document.body.textContent), setTimeout(() => dispatchEvent(new Event('afterprint'))))"
        );
        foreach (var (slip, says) in ((string, string)[])[("issue", "领用人签字"), ("return", "归还人签字"), ("requisition", "第十二条")])
        {
            await page.Locator($"[data-print={slip}]").ClickAsync();
            await Until.TrueAsync(
                async () => (await page.EvaluateAsync<string?>("window.printed ?? null"))?.Contains(says, StringComparison.Ordinal) == true,
                slip
            );
        }
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task What_a_community_gives_the_street_takes_into_its_own_store()
    {
        using var secretary = await demo.SignIn("secretary");
        var store = "/api/stores/411502001001";
        var lot = (
            await secretary.Post(
                $"{store}/lots",
                new
                {
                    name = "雨布试",
                    unit = "块",
                    quantity = 9,
                    location = "库房",
                }
            )
        ).Is(200)["id"].GetGuid();
        (await secretary.Post($"{store}/lots/{lot}/give", new { quantity = 5, to = "411502001" })).Is(200);
        await using var screen = await (await demo.Open("street", Device.Desk)).Go("/street?store=411502001#stores");
        var (page, sheet) = (screen.Page, screen.Page.Locator("dialog.sheet"));
        await page.GetByRole(AriaRole.Tab, new() { Name = "调拨" }).ClickAsync();
        await Button(page.Locator("[data-coming]").Filter(new() { HasText = "雨布试" }), "收下").ClickAsync();
        await sheet.Locator("[name=store-location]").FillAsync("街道库");
        await Button(sheet, "收下").ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "库存" }).ClickAsync();
        await Expect(page.Locator(".lots tr.row").Filter(new() { HasText = "雨布试" })).ToContainTextAsync("街道库");
        await screen.Picture("store-street");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Whoever_has_the_key_of_the_streets_store_hands_it_on_before_they_leave_the_desk()
    {
        using var street = await demo.SignIn("street");
        var ids = (
            await street.Post(
                "/api/authorities/411502001/duty/officers",
                new
                {
                    officers = new[] { new { name = "匙拟人", phone = "139-0000-8711" }, new { name = "接拟人", phone = "139-0000-8712" } },
                }
            )
        ).Is(200)["ids"];
        await using var screen = await (await demo.Open("street", Device.Desk)).Go("/street?store=411502001#stores");
        var (page, sheet) = (screen.Page, screen.Page.Locator("dialog.sheet"));
        await page.Locator("[data-act=enter]").ClickAsync();
        foreach (
            var (field, value) in ((string, string)[])[("name", "水泵试"), ("quantity", "2"), ("unit", "台"), ("location", "街道库房")]
        )
            await sheet.Locator($"[name=store-{field}]").FillAsync(value);
        await sheet.Locator("[name=store-keeper]").SelectOptionAsync(ids[0].GetString()!);
        await screen.Picture("store-street-key");
        await Button(sheet, "收下").ClickAsync();
        var row = page.Locator(".lots tr.row").Filter(new() { HasText = "水泵试" });
        await Expect(row).ToContainTextAsync("匙**");

        await page.Locator(".duty .over").ClickAsync();
        var desk = page.Locator("dialog[open]");
        await Button(desk, "排班").ClickAsync();
        await desk.Locator(".people button").Filter(new() { HasText = "匙**" }).ClickAsync();
        await Expect(desk.Locator(".refusal")).ToContainTextAsync("水泵试 · 街道库房");
        await screen.Pick("keys", ids[1].GetString()!);
        await screen.Picture("duty-keys");
        await Button(desk, "交钥匙并移出").ClickAsync();
        await Expect(desk.Locator(".people button").Filter(new() { HasText = "匙**" })).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(row).ToContainTextAsync("接**");
    }
}
