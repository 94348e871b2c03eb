using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>委托照护: a child's care is checked, the letters are ready from what was found, suspected harm is reported on one page. All persons are fictitious.</summary>
[Collection(nameof(StreetCollection))]
public sealed class EntrustedTests(Demo demo)
{
    private const string Community = "411502001001",
        Children = $"/api/communities/{Community}/entrustments";

    /// <summary>A child of a test's own whose care is entrusted to a grandfather.</summary>
    private async Task<Guid> Entrusted(string room)
    {
        using var secretary = await demo.SignIn("secretary");
        var residents = $"/api/communities/{Community}/residents";
        var id = (
            await secretary.Post(
                residents,
                new
                {
                    how = "found",
                    person = new
                    {
                        name = "卜拟童",
                        bornIn = TimeProvider.System.GetUtcNow().Year - 6,
                        kinds = new[] { "left-behind-minor" },
                        grid = "001001-G1",
                        building = "拟楼",
                        unit = "3单元",
                        room,
                    },
                }
            )
        ).Is(200)["id"].GetGuid();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var guardian = new
        {
            role = "委托照护人",
            name = "卜拟爷",
            relation = "祖父",
            phones = new[] { "139-0000-0171" },
            from = today.AddDays(-60),
            to = today.AddDays(74),
        };
        (await secretary.Post($"{residents}/{id}/guardians", new { guardian })).Is(200);
        await Until.TrueAsync(
            async () => (await secretary.Get(Children)).Is(200).Text.Contains(id.ToString(), StringComparison.Ordinal),
            "a check is planned"
        );
        return id;
    }

    private async Task<string> Card(Guid child)
    {
        using var secretary = await demo.SignIn("secretary");
        return (await secretary.Get($"{Children}/{child}")).Is(200).Text;
    }

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task<Screen> Open(Guid child)
    {
        var screen = await (await demo.Open("secretary", Device.Office)).Go("/street#residents");
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = "委托照护" }).ClickAsync();
        await screen.Page.Locator($"[data-child='{child}']").ClickAsync();
        return screen;
    }

    [Fact]
    public async Task A_check_finds_the_carer_strained_and_the_letters_are_ready_each_with_its_clock()
    {
        var child = await Entrusted("402");
        await using var screen = await Open(child);
        var page = screen.Page.Locator(".entrusted");
        await Expect(page).ToContainTextAsync("受委托照护人：祖父 卜**");
        await Expect(page).Not.ToContainTextAsync("卜拟童");
        await Button(page, "记一次检查").ClickAsync();
        foreach (var (fact, answer) in new[] { ("body", "不太好"), ("watched", "有时看不住"), ("money", "每月到") })
            await Button(page.Locator($"[data-fact='{fact}']"), answer).ClickAsync();
        foreach (var (fact, answer) in new[] { ("parents", "没有"), ("school", "天天去"), ("home", "安全"), ("judgement", "吃力") })
            await Button(page.Locator($"[data-fact='{fact}']"), answer).ClickAsync();
        await screen.Picture("entrusted-check-form");
        await Button(page, "记下").ClickAsync();
        var carer = page.Locator("[data-letter='carer']");
        await Expect(carer).ToContainTextAsync("前发出");
        await Expect(carer).ToContainTextAsync("照护人身体不太好");
        await screen.Picture("entrusted-check");
        await Button(carer, "发出").ClickAsync();
        await Button(carer, "已发出，起钟").ClickAsync();
        await Expect(carer).ToContainTextAsync("等答复到");
        await Button(carer, "记答复").ClickAsync();
        await carer.Locator("[name=answer]").FillAsync("姑姑来住");
        await Button(carer, "记下").ClickAsync();
        await Expect(carer).ToContainTextAsync("已答复");
        (await Card(child)).ShouldContain("姑姑来住");
        await using var paper = await (await demo.Open("secretary", Device.Office)).Go($"{Children}/{child}/letters/parents/paper");
        await Expect(paper.Page.Locator("h1")).ToHaveTextAsync("给父母或者其他监护人的告知书");
        await Expect(paper.Page.Locator("main")).Not.ToContainTextAsync("卜拟童");
        await paper.Picture("letter-parents");
    }

    [Fact]
    public async Task Suspected_harm_is_reported_once_its_first_line_is_written_and_only_added_to()
    {
        var child = await Entrusted("403");
        await using var screen = await Open(child);
        var harm = screen.Page.Locator(".harm");
        await Expect(Button(harm, "报告（先写第 1 行）")).ToBeDisabledAsync();
        await harm.Locator("[name=seen]").FillAsync("身上有伤，孩子不敢说");
        await harm.Locator("[name=police]").CheckAsync();
        await Button(harm, "报告").ClickAsync();
        await Expect(harm.Locator("[data-report]")).ToContainTextAsync("身上有伤");
        await Button(harm, "补一句").ClickAsync();
        await harm.Locator("[name=more]").FillAsync("已到姑姑家");
        await Button(harm, "记下").ClickAsync();
        await Expect(harm.Locator("[data-report]")).ToContainTextAsync("已到姑姑家");
        await screen.Picture("entrusted-report");
        (await Card(child)).ShouldContain("\"policeFirst\":true");
    }
}
