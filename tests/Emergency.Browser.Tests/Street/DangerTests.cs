using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 隐患 on the desk from the finding to its closing, by a sheet on a wall, and on a patrol without network. All persons are fictitious.
/// </summary>
[Collection(nameof(StreetCollection))]
public sealed class DangerTests(Demo demo)
{
    private const string Community = "411502001001";

    /// <summary>A picture with so much detail that its file is larger than a stranger's upload can be.</summary>
    private static async Task<FilePayload> Wall(Screen screen) =>
        new()
        {
            Name = "井盖.jpg",
            MimeType = "image/jpeg",
            Buffer = Convert.FromBase64String(
                await screen.Page.EvaluateAsync<string>(
                    """
                    () => {
                      const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 })
                      const pen = canvas.getContext('2d')
                      const all = pen.createImageData(2400, 1800)
                      for (let i = 0; i < all.data.length; i++) all.data[i] = i % 4 === 3 ? 255 : (i * 2654435761) >>> 24
                      pen.putImageData(all, 0, 0)
                      return canvas.toDataURL('image/jpeg').split(',')[1]
                    }
                    """
                )
            ),
        };

    private static ILocator Act(ILocator inside, string what) => inside.Locator($"[data-act='{what}']");

    [Fact]
    [MainAct("/street#dangers")]
    public async Task What_is_reported_in_two_clicks_is_assigned_mended_and_closed()
    {
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/street#dangers");
        var (main, sheet, drawer) = (screen.Page.Locator("main"), screen.Page.Locator("dialog.sheet"), screen.Page.Locator("aside.drawer"));
        await Act(main, "find").ClickAsync();
        await sheet.Locator("[name=what]").FillAsync("外墙砖松动");
        await sheet.Locator("[name=kind]").SelectOptionAsync("facade");
        await sheet.Locator("[name=building]").FillAsync("3号楼");
        await screen.Picture("hazard-find");
        await Act(sheet, "send").ClickAsync();
        var card = main.Locator("button.card").Filter(new() { HasText = "外墙砖松动" });
        await card.ClickAsync();
        await Act(drawer, "assign").ClickAsync();
        await drawer.Locator("[name=name]").FillAsync("建管办 周拟办");
        await Act(drawer, "send-owner").ClickAsync();
        await Act(drawer, "accept").ClickAsync();
        await screen.Picture("hazards", whole: true);
        await Act(drawer, "mend").ClickAsync();
        await drawer.Locator("[name=words]").FillAsync("补好了");
        await Act(drawer, "send").ClickAsync();
        await Act(drawer, "good").ClickAsync();
        await Expect(Act(drawer, "reopen")).ToBeVisibleAsync();
        await Expect(drawer.Locator("ol.history")).ToContainTextAsync("销号");
        (await screen.Unreachable("街道台", 40)).ShouldBeEmpty();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Whoever_scans_the_sheet_on_a_wall_reports_without_an_account_and_the_committee_looks_first()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#dangers");
        var main = desk.Page.Locator("main");
        var sheet = desk.Page.Locator("dialog.sheet");
        await Act(main, "sheet").ClickAsync();
        await Act(sheet, "make-sheet").ClickAsync();
        var paper = await desk.Page.RunAndWaitForPopupAsync(() => Act(sheet, "print-sheet").ClickAsync());
        await paper.Locator("[name=spot]").FillAsync("6号楼 门口");
        var address = new Uri(await paper.Locator("img[data-address]").GetAttributeAsync("data-address") ?? "");
        await using var phone = await (await demo.Open(null, Device.Phone)).Go(address.PathAndQuery + address.Fragment);
        var page = phone.Page.Locator("main");
        await page.Locator("[data-kind=manhole]").ClickAsync();
        await page.Locator("[name=what]").FillAsync("井盖响，踩上去会翻");
        await page.Locator("[name=photo]").SetInputFilesAsync(await Wall(phone));
        await Expect(page.GetByText("照片存好了")).ToBeVisibleAsync();
        await phone.Picture("hazard-sheet", whole: true);
        (await phone.Unreachable("看到隐患", 10)).ShouldBeEmpty();
        await Act(page, "report").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("收到了");

        await desk.Page.Keyboard.PressAsync("Escape");
        var card = main.Locator("button.card").Filter(new() { HasText = "井盖响" });
        await card.ClickAsync();
        var drawer = desk.Page.Locator("aside.drawer");
        await Expect(drawer).ToContainTextAsync("6号楼 门口");
        await Expect(drawer.Locator(".attachments li")).ToHaveCountAsync(1);
        await Expect(Act(drawer, "take")).ToBeVisibleAsync();
        await desk.Picture("hazard-reported", whole: true);
    }

    [Fact]
    [TenMinutes(13)]
    [MainAct("#patrol")]
    public async Task A_patrol_is_walked_without_network_and_what_is_wrong_becomes_a_hazard()
    {
        using var secretary = await demo.SignIn("secretary");
        var route = (
            await secretary.Post(
                $"/api/communities/{Community}/patrols",
                new
                {
                    name = "院内一圈",
                    every = 7,
                    stops = new[]
                    {
                        new
                        {
                            kind = "hydrant",
                            name = "8号楼 消防栓",
                            ask = "有没有水",
                        },
                        new
                        {
                            kind = "other",
                            name = "6号楼后 窨井",
                            ask = "井盖在不在，响不响",
                        },
                    },
                }
            )
        ).Is(201);
        await using var screen = await (await demo.Open("grid", Device.Phone)).Go($"/team#patrol/{route.String("id")}");
        var main = screen.Page.Locator("main");
        await Expect(main.Locator("[data-do=good]")).ToBeVisibleAsync();
        await screen.Picture("patrol");
        await screen.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await screen.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await screen.Context.SetOfflineAsync(true);
        await main.Locator("[data-do=good]").ClickAsync();
        await main.Locator("[data-do=bad]").ClickAsync();
        await main.Locator("[name=kind]").SelectOptionAsync("manhole");
        await screen.Picture("patrol-bad", whole: true);
        await main.Locator("[data-do=report]").ClickAsync();
        await Expect(main.Locator("[role=status]")).ToContainTextAsync("走完了");
        await screen.Context.SetOfflineAsync(false);
        await Until.TrueAsync(
            async () =>
                (await secretary.Get($"/api/communities/{Community}/hazards")).Text.Contains("6号楼后 窨井", StringComparison.Ordinal),
            "the phone has told it"
        );
    }
}
