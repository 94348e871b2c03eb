using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 凭什么 in a person's drawer: consent is recorded, then withdrawn, and illness leaves every screen. All persons are fictitious.
/// </summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ConsentTests(Demo demo)
{
    private const string Community = "411502001001",
        Residents = $"/api/communities/{Community}/residents",
        Ill = "拟病样例甲";

    private static ILocator Drawer(Screen screen) => screen.Page.Locator("dialog.drawer");

    private static ILocator Button(Screen screen, string name) =>
        Drawer(screen).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Basis(Screen screen, string which) => Drawer(screen).Locator($"[data-basis={which}]");

    private async Task<(Screen Screen, Guid Person)> Open(string room, string? theme = null, Device? device = null)
    {
        using var street = await demo.SignIn("street");
        var person = (
            await street.Post(
                Residents,
                new
                {
                    how = "found",
                    person = new
                    {
                        name = "卫试意",
                        bornIn = 1944,
                        kinds = new[] { "elder-alone" },
                        health = Ill,
                        building = "意楼",
                        unit = "1单元",
                        room,
                    },
                    why = "上门登记",
                }
            )
        ).Is(200)["id"].GetGuid();
        var screen = await demo.Open("secretary", device ?? Device.Office, theme);
        await screen.Go($"/street?community={Community}#residents");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync($"意楼 {room}");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        await screen.Page.Locator(".residents tbody tr.row").ClickAsync();
        await Expect(Basis(screen, "health-care")).ToContainTextAsync("没有问过");
        return (screen, person);
    }

    private static async Task Reveal(Screen screen)
    {
        await Button(screen, "看姓名").ClickAsync();
        await screen.Page.FillAsync("[name=reason]", "上门探访");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(Drawer(screen)).ToContainTextAsync("卫试意");
    }

    [Fact]
    public async Task Each_field_says_by_what_right_and_consent_is_given_before_a_witness_and_withdrawn_in_two_clicks()
    {
        var (screen, _) = await Open("8101");
        await using var open = screen;
        foreach (
            var (row, words) in ((string, string)[])
                [("contact-care", "法定职责"), ("needs-rescue", "紧急"), ("health-care", "本人或监护人同意"), ("health-care", "谁能看：")]
        )
            await Expect(Basis(screen, row)).ToContainTextAsync(words);
        await Reveal(screen);
        await Expect(Drawer(screen)).Not.ToContainTextAsync(Ill);

        await Basis(screen, "health-care").GetByRole(AriaRole.Button, new() { Name = "同意", Exact = true }).ClickAsync();
        await Expect(Button(screen, "记下")).ToBeDisabledAsync();
        await screen.Page.FillAsync("[name=witness]", "邻居何拟人");
        await Drawer(screen).Locator("form.consent").ScrollIntoViewIfNeededAsync();
        (await screen.Unreachable("卫试意", 60)).ShouldBeEmpty();
        await screen.Picture("consent-form");
        await Button(screen, "记下").ClickAsync();
        await Expect(Basis(screen, "health-care")).ToContainTextAsync("本人");
        await Expect(Basis(screen, "health-care").GetByRole(AriaRole.Button, new() { Name = "撤回" })).ToBeVisibleAsync();
        await Reveal(screen);
        await Expect(Drawer(screen)).ToContainTextAsync(Ill);
        await screen.Picture("consent-given");

        await Basis(screen, "health-care").GetByRole(AriaRole.Button, new() { Name = "撤回" }).ClickAsync();
        await Button(screen, "记下").ClickAsync();
        await Expect(Basis(screen, "health-care").Locator(".said")).ToContainTextAsync("撤回");
        await Expect(Drawer(screen)).Not.ToContainTextAsync(Ill);
        await screen.Picture("consent-withdrawn");
        await Button(screen, "改动").ClickAsync();
        await Expect(Drawer(screen).Locator(".timeline li").First).ToContainTextAsync("撤回同意");
    }

    [Fact]
    public async Task What_is_withdrawn_elsewhere_leaves_an_open_record_at_once()
    {
        var (screen, person) = await Open("8103");
        await using var open = screen;
        using var street = await demo.SignIn("street");
        object Said(string answer) =>
            new
            {
                answer,
                uses = new[] { "health-care" },
                witness = "何拟人",
            };
        (await street.Post($"{Residents}/{person}/consents", Said("given"))).Is(200);
        await Expect(Basis(screen, "health-care").GetByRole(AriaRole.Button, new() { Name = "撤回" })).ToBeVisibleAsync();
        await Reveal(screen);
        await Expect(Drawer(screen)).ToContainTextAsync(Ill);
        // A form built on the consent is closed too.
        await Button(screen, "改登记").ClickAsync();
        await Expect(Drawer(screen).Locator("div.correct")).ToBeVisibleAsync();
        (await street.Post($"{Residents}/{person}/consents", Said("withdrawn"))).Is(200);
        await Expect(Drawer(screen).Locator("div.correct")).ToHaveCountAsync(0);
        await Expect(Drawer(screen)).Not.ToContainTextAsync(Ill);
        await Expect(Basis(screen, "health-care").Locator(".said")).ToContainTextAsync("撤回");
    }

    [Fact]
    public async Task After_the_notice_is_printed_its_ticks_are_written_down_on_a_phone_too()
    {
        var (screen, _) = await Open("8104", device: Device.Phone);
        await using var open = screen;
        var paper = await screen.Page.RunAndWaitForPopupAsync(() => Drawer(screen).GetByText("打印告知书").ClickAsync());
        await Expect(paper.Locator("body")).ToContainTextAsync("同意拍我的照片");
        await paper.CloseAsync();
        var form = Drawer(screen).Locator("form.consent");
        await Expect(form.Locator("[name=use]:checked")).ToHaveCountAsync(3);
        await form.Locator("[name=use][value=photo-care]").UncheckAsync();
        await form.Locator("[name=witness]").FillAsync("何拟人");
        await screen.Picture("consent-ticks-phone");
        await Button(screen, "记下").ClickAsync();
        await Expect(form).ToHaveCountAsync(0);
        foreach (var row in (string[])["health-care", "health-clinic"])
            await Expect(Basis(screen, row).GetByRole(AriaRole.Button, new() { Name = "撤回" })).ToBeVisibleAsync();
        await Expect(Basis(screen, "photo-care")).ToContainTextAsync("没有问过");
    }
}
