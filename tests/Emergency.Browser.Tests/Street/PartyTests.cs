using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>参与单位: a property company is added where an estate has none, gets a request, and answers on its own page.</summary>
public sealed class PartyTests(Demo demo) : IClassFixture<Demo>
{
    [Fact]
    [TenMinutes(13)]
    [MainAct("link")]
    [MainAct("/street#parties")]
    public async Task An_estate_without_a_company_gets_one_which_is_asked_and_answers_on_its_own_page()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#parties");
        var page = desk.Page;
        await page.GetByRole(AriaRole.Tab, new() { Name = "网格和小区" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "加小区" }).ClickAsync();
        await page.Locator("[name=quarter-name]").FillAsync("示例花园");
        await page.Locator("[name=quarter-building]").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-quarter=示例花园]")).ToBeVisibleAsync();
        await GroundIsDrawn(desk);

        await page.GetByRole(AriaRole.Tab, new() { Name = "单位" }).ClickAsync();
        var gap = page.Locator("[data-gap=示例花园]");
        await Expect(gap).ToContainTextAsync("没有登记过物业公司");
        await desk.Picture("parties-gap", whole: true);
        await gap.GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator("[name=party-name]").FillAsync("示例物业");
        await page.Locator("[name=party-person]").FillAsync("何拟物");
        await page.Locator("[name=party-phones]").FillAsync("13900000071");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "加一家" }).ClickAsync();
        await Expect(gap).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "看示例物业" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "请它办事" }).ClickAsync();
        await page.Locator("[name=ask-text]").FillAsync("打开 3 号楼消防通道");
        await page.GetByRole(AriaRole.Button, new() { Name = "发给它" }).ClickAsync();
        await page.Locator("[data-act=make-link]").ClickAsync();
        var address = await page.Locator("[data-address]").InnerTextAsync();
        var code = await page.Locator("[data-code]").InnerTextAsync();
        await desk.Picture("parties-drawer", whole: true);

        await using var own = await (await demo.Open(null, Device.Phone)).Go(new Uri(address).PathAndQuery + new Uri(address).Fragment);
        await own.Page.Locator("[name=code]").FillAsync(code);
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "打开" }).ClickAsync();
        await own.Page.Locator("[data-act=decline]").ClickAsync();
        await own.Page.Locator("[name=words]").FillAsync("没有钥匙");
        await own.Picture("party-own-page");
        await own.Page.Locator("[data-act=send]").ClickAsync();
        await Expect(own.Page.Locator("[data-stage=refused]")).ToContainTextAsync("没有钥匙");

        await Expect(page.Locator("[data-stage=refused]")).ToContainTextAsync("没有钥匙");
        await Expect(page.Locator("[data-stage=refused]")).ToContainTextAsync("不能推给居委会");
    }

    /// <summary>Draws the ground by mouse on the map; the form and then the list show it, also after a reload.</summary>
    private static async Task GroundIsDrawn(Screen desk)
    {
        var page = desk.Page;
        await page.Locator("[data-quarter=示例花园]").GetByRole(AriaRole.Button, new() { Name = "改", Exact = true }).ClickAsync();
        var sheet = page.Locator("dialog");
        await sheet.Locator("[data-act=draw-ground]").ClickAsync();
        var box = (await sheet.Locator(".canvas").BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        foreach (var (dx, dy) in new[] { (-60, -40), (60, -40), (60, 50), (-60, 50) })
            await page.Mouse.ClickAsync(x + dx, y + dy);
        await page.Keyboard.PressAsync("Enter");
        await Expect(sheet.Locator("[data-act=no-ground]")).ToBeVisibleAsync();
        await desk.Picture("quarter-ground", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        await Expect(sheet).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-quarters=estate] .quartermap")).ToBeVisibleAsync();
        await desk.Picture("quarters-map", whole: true);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "网格和小区" }).ClickAsync();
        await Expect(page.Locator("[data-quarters=estate] .quartermap .legend")).ToContainTextAsync("小区");
    }

    [Fact]
    [MainAct("/party")]
    public async Task A_school_gets_an_account_the_street_agrees_to_and_answers_when_it_has_signed_in()
    {
        const string parties = "/api/communities/411502001001/parties";
        using var secretary = await demo.SignIn("secretary");
        var school = new
        {
            kind = "school",
            name = "示例小学",
            person = "何拟校",
            phones = new[] { "13900000072" },
        };
        var id = (await secretary.Post(parties, school)).Is(201).String("id");
        var due = TimeProvider.System.GetUtcNow().AddHours(2);
        (await secretary.Post($"{parties}/{id}/asks", new { text = "开操场避险", due })).Is(200);

        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#parties");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "看示例小学" }).ClickAsync();
        await desk.Page.Locator("[data-act=open-account]").ClickAsync();
        await desk.Page.Locator("[name=party-account]").FillAsync("shili-xiaoxue");
        await desk.Page.Locator("[data-act=give-account]").ClickAsync();
        await Expect(desk.Page.Locator("[data-party-account]")).ToContainTextAsync("等街道同意");
        await desk.Picture("party-account", whole: true);

        using var street = await demo.SignIn("street");
        var waits = (await street.Get("/api/confirmations"))
            .Is(200)["waiting"]
            .EnumerateArray()
            .First(one => one.GetRawText().Contains("shili-xiaoxue", StringComparison.Ordinal));
        (await street.Post($"/api/confirmations/{waits.GetProperty("id").GetString()}/confirm", new { })).Is(200);

        // The committee hands over a link; the school alone knows its password.
        await desk.Page.ReloadAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "看示例小学" }).ClickAsync();
        await Expect(desk.Page.Locator("[data-party-account]")).ToContainTextAsync("还没定密码");
        await desk.Page.Locator("[data-act=invite-party]").ClickAsync();
        var link = (await desk.Page.Locator("[data-address]").TextContentAsync())!;
        await desk.Picture("party-account-link", whole: true);
        await using var own = await demo.Open(null, Device.Phone);
        await own.Page.GotoAsync(link);
        await Expect(own.Page.Locator(".whose")).ToContainTextAsync("shili-xiaoxue的账号");
        await own.Page.Locator("#new").FillAsync("xiaoxue-plum-kettle");
        await own.Page.Locator("#again").FillAsync("xiaoxue-plum-kettle");
        await own.Page.Keyboard.PressAsync("Enter");
        await Expect(own.Page.Locator("[data-stage=asked]")).ToContainTextAsync("开操场避险");
        own.Page.Url.ShouldEndWith("/party");
        await own.Picture("party-home", whole: true);
        (await own.Unreachable("本单位", 8)).ShouldBeEmpty();
        await own.Page.Locator("[data-act=accept]").ClickAsync();
        await Expect(own.Page.Locator("[data-stage=accepted]")).ToBeVisibleAsync();
        await Expect(desk.Page.Locator("[data-stage=accepted]")).ToContainTextAsync("它的账号");

        await desk.Page.ReloadAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "看示例小学" }).ClickAsync();
        await Expect(desk.Page.Locator("[data-party-account]")).ToContainTextAsync("用 shili-xiaoxue 登录");
        await desk.Page.Locator("[data-act=withdraw-account]").ClickAsync();
        await Expect(desk.Page.Locator("[data-act=open-account]")).ToBeVisibleAsync();
        // A reaction to the withdrawal closes the account, a moment later. Its page leaves by itself.
        await Expect(own.Page.Locator("[name=password]")).ToBeVisibleAsync();
    }
}
