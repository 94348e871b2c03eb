using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 队伍 on the desk and on the phone: figures, one line edited at a time, leaving with a task in hand, an answered call-out. All persons are
/// fictitious.
/// </summary>
[Collection(nameof(StreetCollection))]
public sealed class TeamPageTests(Demo demo)
{
    private const string Community = "411502001001",
        Team = $"/api/communities/{Community}/team";

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task<int> Figure(IPage page, string key) =>
        int.Parse(await page.Locator($"[data-figure={key}] b").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_secretary_adds_somebody_insures_and_equips_them_and_lets_them_go_once_the_key_is_with_another()
    {
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/street#team");
        var (page, sheet) = (screen.Page, screen.Page.Locator("dialog.sheet"));
        await Expect(page.Locator("[data-figure=inTeam]")).ToBeVisibleAsync();
        (await Figure(page, "inTeam")).ShouldBe(
            await Figure(page, "callable") + await Figure(page, "onLeave") + await Figure(page, "away")
        );
        await Button(page.Locator(".filters"), "＋ 加一人").ClickAsync();
        await sheet.Locator("[name=member-phones]").FillAsync("13900000071");
        await sheet.Locator("[name=member-name]").FillAsync("柏拟钥");
        await sheet.Locator("[name=member-skills]").FillAsync("手语、开锁");
        await Button(sheet, "存").ClickAsync();
        await page.Locator("[data-skill=开锁]").ClickAsync();
        await page.Locator("tr.row").Filter(new() { HasText = "柏**" }).ClickAsync();
        var drawer = page.Locator("aside.drawer");
        await Expect(drawer.Locator("[data-line=insurance]")).ToContainTextAsync("不派去现场");

        await Button(drawer.Locator("[data-line=insurance]"), "换保险").ClickAsync();
        await drawer.Locator("[name=what]").FillAsync("意外险");
        await drawer.Locator("[name=until]").FillAsync("2099-12-31");
        await Button(drawer.Locator("[data-line=insurance]"), "存").ClickAsync();
        await Expect(drawer.Locator("[data-line=insurance]")).ToContainTextAsync("✓ 意外险");
        await Button(drawer.Locator("[data-line=equipment]"), "领东西").ClickAsync();
        await drawer.Locator("[name=kind]").SelectOptionAsync("key");
        await drawer.Locator("[name=what]").FillAsync("钥匙 2 把");
        await Button(drawer.Locator("[data-line=equipment]"), "存").ClickAsync();
        await Expect(drawer.Locator("[data-line=equipment]")).ToContainTextAsync("钥匙 2 把");
        await screen.Picture("street-team");

        await drawer.Locator("[data-leave]").ClickAsync();
        await Expect(sheet.Locator("[data-kind=equipment]")).ToContainTextAsync("钥匙 2 把");
        await Expect(Button(sheet, "离队（还差 1 样）")).ToBeDisabledAsync();
        await sheet.Locator("[name=to-equipment]").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await screen.Picture("street-team-leaving");
        await Button(sheet, "离队").ClickAsync();
        await Expect(page.Locator("tr.row").Filter(new() { HasText = "柏**" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Tab, new() { Name = "值班表" }).ClickAsync();
        // After midnight the running night stands before the seven days.
        await Expect(page.Locator("[data-cell]").First).ToBeVisibleAsync();
        var days = await page.Locator("section.sheet th[scope=col]").CountAsync() - 1;
        days.ShouldBeInRange(7, 8);
        await Expect(page.Locator("[data-cell]")).ToHaveCountAsync(2 * days);
        await screen.Picture("street-team-week");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task One_policy_is_noted_of_several_members_at_once()
    {
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/street#team");
        var (page, sheet) = (screen.Page, screen.Page.Locator("dialog.sheet"));
        await page.Locator("[data-lacking]").ClickAsync();
        var rows = page.Locator("tr.row");
        string[] keys = [(await rows.Nth(0).GetAttributeAsync("data-key"))!, (await rows.Nth(1).GetAttributeAsync("data-key"))!];
        foreach (var key in keys)
            await page.Locator($"tr[data-key='{key}'] input[type=checkbox]").CheckAsync();
        await page.Locator("[data-insure]").ClickAsync();
        await sheet.Locator("[name=insure-what]").FillAsync("团体意外险");
        await sheet.Locator("[name=insure-until]").FillAsync("2099-12-31");
        await screen.Picture("street-insure-many");
        await Button(sheet, "存").ClickAsync();
        await Expect(sheet).ToHaveCountAsync(0);
        foreach (var key in keys)
            await Expect(page.Locator($"tr[data-key='{key}']")).ToHaveCountAsync(0);
        await page.Locator("[data-lacking]").ClickAsync();
        foreach (var key in keys)
            await Expect(page.Locator($"tr[data-key='{key}']")).ToContainTextAsync("2099-12-31");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Somebody_who_is_sent_down_is_taken_in_lent_to_a_community_and_stands_in_its_team()
    {
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/street#team");
        var pool = screen
            .Page.Locator("section")
            .Filter(new() { Has = screen.Page.GetByRole(AriaRole.Heading, new() { Name = "下沉力量" }) })
            .Last;
        await Button(pool, "＋ 加一人").ClickAsync();
        await pool.Locator("[name=phones]").FillAsync("13900000079");
        await pool.Locator("[name=name]").FillAsync("榆拟派");
        await pool.Locator("[name=unit]").FillAsync("例县水利局");
        await Button(pool, "存").ClickAsync();
        var row = pool.Locator("[data-staff]").Filter(new() { HasText = "榆**" });
        await Expect(row).ToContainTextAsync("在街道");
        await Button(row, "借出").First.ClickAsync();
        await row.Locator("[name=to]").SelectOptionAsync("411502001003");
        await screen.Picture("street-pool");
        await Button(row.Locator("form"), "借出").ClickAsync();
        await Expect(row).ToContainTextAsync("借给");
        await screen.Go("/street?community=411502001003#team");
        await Expect(screen.Page.Locator("tr.row").Filter(new() { HasText = "榆**" })).ToHaveCountAsync(1);
    }

    [Fact]
    [TenMinutes(13)]
    [MainAct("/street#team")]
    public async Task A_team_is_called_out_a_phone_answers_with_minutes_and_the_desk_follows()
    {
        using var secretary = await demo.SignIn("secretary");
        using var responder = await demo.SignIn("responder");
        var member = (await responder.Get("/api/session")).Is(200)["member"].GetProperty("member").GetString();
        (await secretary.Post($"{Team}/members/{member}/insurance", new { what = "意外险", until = "2099-12-31" })).Is(200);
        (await secretary.Post($"{Team}/members/{member}/training", new { what = "急救", day = "2024-01-01" })).Is(200);
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#team");
        await desk.Page.GetByRole(AriaRole.Tab, new() { Name = "集合" }).ClickAsync();
        await desk.Page.Locator("[name=where]").FillAsync("例园小区门口");
        await using var phone = new Phone(await (await demo.Open("responder", Device.Phone)).Go("/team#tasks"));
        await desk.Page.Locator("form.part-form button.primary").ClickAsync();
        var card = phone.Page.Locator("[data-call-out]");
        await Expect(card).ToContainTextAsync("例园小区门口");
        await phone.Tap(card.GetByText("来，10 分钟"));
        await Expect(card).ToContainTextAsync("✓ 来，10 分钟");
        await Expect(desk.Page.Locator($"[data-called='{member}']")).ToContainTextAsync("来，10 分钟");
        await Expect(desk.Page.Locator("[data-coming]")).ToHaveTextAsync("1");
        await desk.Picture("street-call-out");
        await Button(desk.Page.Locator("[data-call-out]"), "结束集合").ClickAsync();
        await Expect(card).ToHaveCountAsync(0);
    }
}
