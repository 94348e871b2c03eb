using System.Text.Json;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>今天要看的孩子 on the child director's phone. All persons are fictitious.</summary>
[Collection(nameof(FieldCollection))]
public sealed class ChildrenTests(Demo demo)
{
    private const string Community = "411502001001",
        Children = $"/api/communities/{Community}/entrustments";

    /// <summary>Enters a child of a test's own whose care is entrusted and was never checked.</summary>
    private async Task<Guid> Entrusted(string room)
    {
        using var secretary = await demo.SignIn("secretary");
        var residents = $"/api/communities/{Community}/residents";
        var person = new
        {
            name = "弭拟童",
            bornIn = TimeProvider.System.GetUtcNow().Year - 7,
            kinds = new[] { "left-behind-minor" },
            grid = "001001-G1",
            building = "拟楼",
            unit = "4单元",
            room,
        };
        var id = (await secretary.Post(residents, new { how = "found", person })).Is(200)["id"].GetGuid();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var guardian = new
        {
            role = "委托照护人",
            name = "弭拟爷",
            relation = "祖父",
            phones = new[] { "139-0000-0172" },
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

    private async Task<JsonElement> Child(Guid id)
    {
        using var secretary = await demo.SignIn("secretary");
        return (await secretary.Get($"{Children}/{id}")).Is(200)["child"];
    }

    private async Task<string> Judgement(Guid id) =>
        (await Child(id)).TryGetProperty("judgement", out var said) ? said.GetString() ?? "" : "";

    private static ILocator Row(Phone phone, Guid id) => phone.Page.Locator($"[data-check='entrustment/{id}']");

    [Fact]
    [MainAct("#children")]
    public async Task A_child_that_is_well_is_one_tap()
    {
        var usual = await Entrusted("9804");
        await using var phone = new Phone(await (await demo.Open("child", Device.Phone)).Go("/team#children"));
        await phone.Tap(Row(phone, usual).Locator("[data-act=usual]"));
        await Until.TrueAsync(async () => await Judgement(usual) == "good", "the check is there");
    }

    private static ILocator Tab(Phone phone) => phone.Page.Locator("nav.foot a[href='#children']");

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_child_that_was_seen_and_is_well_is_one_tap_with_or_without_network_and_what_is_wrong_is_said()
    {
        var (usual, alone, wrong) = (await Entrusted("9801"), await Entrusted("9802"), await Entrusted("9803"));
        await using var phone = new Phone(await (await demo.Open("child", Device.Phone)).Go("/team"));
        await phone.Page.EvaluateAsync(
            "() => { window.badges = []; navigator.setAppBadge = (n) => (window.badges.push(n), Promise.resolve()); }"
        );
        var before = 0;
        await Until.TrueAsync(
            async () =>
                int.TryParse(await Tab(phone).Locator("b").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture, out before)
                && before >= 3,
            "all three are due"
        );
        await phone.Tap(Tab(phone));
        await Expect(Row(phone, usual)).ToContainTextAsync("拟楼 4单元 9801");
        await Expect(phone.Page.Locator("main")).Not.ToContainTextAsync("弭拟童");
        await phone.Screen.Picture("children-today");
        (await phone.Screen.Unreachable("孩子", 30)).ShouldBeEmpty();

        await phone.Tap(Row(phone, usual).Locator("[data-act=usual]"));
        await Expect(Tab(phone).Locator("b")).ToHaveTextAsync($"{before - 1}");
        await Until.TrueAsync(async () => await Judgement(usual) == "good", "the check is there");
        (await phone.Page.EvaluateAsync<int[]>("() => window.badges")).ShouldNotBeEmpty();

        await phone.Tap(Row(phone, wrong).Locator("[data-act=matter]"));
        var sheet = phone.Page.GetByRole(AriaRole.Dialog);
        await phone.Tap(sheet.Locator("[data-fact=watched] button").Nth(1));
        await phone.Tap(sheet.Locator("[data-fact=judgement] button").Nth(1));
        await phone.Screen.Picture("children-wrong");
        await phone.Tap(sheet.Locator("[data-act=check]"));
        await Until.TrueAsync(async () => await Judgement(wrong) == "strained", "what was found is there");

        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await phone.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await phone.Offline(true);
        await phone.Tap(Row(phone, alone).Locator("[data-act=usual]"));
        await Expect(phone.Page.Locator("details summary")).ToBeVisibleAsync();
        await phone.Screen.Picture("children-offline");
        (await Judgement(alone)).ShouldBeEmpty();
        await phone.Offline(false);
        await Until.TrueAsync(async () => await Judgement(alone) == "good", "the phone has told it");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Who_looks_after_no_children_keeps_the_stock_in_the_foot()
    {
        await using var phone = new Phone(await (await demo.Open("grid", Device.Phone)).Go("/team"));
        await Expect(phone.Page.Locator("nav.foot a[href='#supplies']")).ToBeVisibleAsync();
        await Expect(Tab(phone)).ToHaveCountAsync(0);
    }
}
