using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>查找: incidents, communities, buildings, pages and acts by one key. All persons are fictitious.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class PaletteTests(Demo demo)
{
    private const string Building = "例园小区6号楼";

    private static ILocator Box(Screen screen) => screen.Page.GetByRole(AriaRole.Combobox, new() { Name = "事件、社区、楼栋、页面、动作" });

    private static ILocator Button(Screen screen) => screen.Page.GetByRole(AriaRole.Button, new() { Name = "查找", Exact = true });

    private static ILocator Hits(Screen screen, string group) => screen.Page.Locator($"[role=option][data-hit={group}]");

    private static async Task Find(Screen screen, string words)
    {
        // Before the head is drawn nothing listens to the key.
        await Expect(Button(screen)).ToBeVisibleAsync();
        await screen.Page.Keyboard.PressAsync("Control+k");
        await Expect(Box(screen)).ToBeFocusedAsync();
        await screen.Page.Keyboard.TypeAsync(words);
    }

    [Fact]
    public async Task One_key_finds_an_incident_a_building_and_a_community_and_never_a_person()
    {
        using var duty = await demo.SignIn("duty");
        var title = $"查找试火{Guid.CreateVersion7():N}"[..12];
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title,
                    priority = "life",
                    community = "411502001001",
                }
            )
        ).Is(201).String("id")!;
        await using var desk = await (await demo.Open("duty", Device.Office)).Go("/command");
        await Expect(desk.Page.Locator($"[data-incident='{incident}']").First).ToBeVisibleAsync();
        await Find(desk, title);
        await Expect(Hits(desk, "incidents")).ToHaveCountAsync(1);
        await Expect(Hits(desk, "incidents")).ToHaveAttributeAsync("aria-selected", "true");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(Box(desk)).ToHaveCountAsync(0);
        await desk.At($"/command#incident={incident}");

        await Find(desk, "例园 6号楼");
        await Expect(Hits(desk, "buildings").First).ToContainTextAsync(Building);
        (await desk.Unreachable("查找", 20)).ShouldBeEmpty();
        await desk.Picture("palette");
        await Hits(desk, "buildings").First.ClickAsync();
        await Expect(Box(desk)).ToHaveCountAsync(0);
        await Expect(desk.Page.GetByText("查到的").First).ToBeVisibleAsync();
        await desk.Picture("palette-building");

        await Find(desk, "义阳社区");
        await Expect(Hits(desk, "communities").First).ToContainTextAsync("义阳社区");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(Box(desk)).ToHaveCountAsync(0);

        // A person of the register.
        await Find(desk, "柏样祥");
        await Expect(desk.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "没有找到" })).ToBeVisibleAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task It_opens_over_a_drawer_and_leaves_it_but_not_over_what_is_half_written()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#residents");
        await desk.Page.Locator(".residents tbody tr.row").First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(desk.Page.Locator("dialog.drawer")).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Control+k");
        await Expect(Box(desk)).ToBeFocusedAsync();
        await desk.Picture("palette-over-drawer");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(Box(desk)).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator("dialog.drawer")).ToBeVisibleAsync();

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "看姓名", Exact = true }).ClickAsync();
        await desk.Page.Locator("dialog.drawer [name=reason]").FillAsync("核对联系人");
        await desk.Page.Keyboard.PressAsync("Control+k");
        await Expect(Box(desk)).ToHaveCountAsync(0);
        await desk.Page.Locator("dialog.drawer [name=reason]").FillAsync("");
        await desk.Page.Keyboard.PressAsync("Control+k");
        await Expect(Box(desk)).ToBeFocusedAsync();
        await desk.Page.Keyboard.TypeAsync("队伍");
        await Expect(Hits(desk, "pages").First).ToContainTextAsync("队伍");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.Locator("dialog.drawer")).ToHaveCountAsync(0);
        await desk.At("/street#team");
    }

    [Fact]
    public async Task A_mouse_opens_it_an_act_is_done_by_it_and_the_focus_comes_back()
    {
        await using var desk = await (await demo.Open("duty", Device.Desk)).Go("/command");
        var button = Button(desk);
        await button.ClickAsync();
        await Expect(Box(desk)).ToBeFocusedAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(Box(desk)).ToHaveCountAsync(0);
        await Expect(button).ToBeFocusedAsync();
        await button.ClickAsync();
        await desk.Page.Keyboard.TypeAsync("上报");
        await Expect(Hits(desk, "pages").First).ToContainTextAsync("上报事件");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.Locator("dialog[open]").Filter(new() { HasText = "上报" })).ToBeVisibleAsync();
        await desk.At("/command");
    }

    [Fact]
    public async Task Only_ones_own_pages_are_offered_and_a_street_goes_to_its_community()
    {
        await using (var keeper = await (await demo.Open("operator", Device.Office)).Go("/lines"))
        {
            await Find(keeper, "账号");
            await Expect(Hits(keeper, "pages").First).ToContainTextAsync("账号");
            await keeper.Page.Keyboard.PressAsync("Enter");
            await keeper.At("/accounts");
            await Find(keeper, "审计");
            await Expect(keeper.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "没有找到" })).ToBeVisibleAsync();
        }
        await using var street = await (await demo.Open("street", Device.Office)).Go("/street");
        await Expect(street.Page.Locator("nav.parts")).ToBeVisibleAsync();
        await Find(street, "探访");
        await Expect(Hits(street, "pages").First).ToContainTextAsync("探访");
        await street.Page.Keyboard.PressAsync("Enter");
        await street.At("/street#visits");
        await Find(street, "义阳社区");
        await Hits(street, "communities").Filter(new() { HasText = "义阳社区" }).First.ClickAsync();
        await Expect(street.Page.GetByRole(AriaRole.Complementary, new() { Name = "义阳社区" })).ToBeVisibleAsync();
    }
}
