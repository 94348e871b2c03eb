using System.IO.Compression;
using System.Text;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

[Collection(nameof(StreetCollection))]
public sealed class StreetTests(Demo demo)
{
    private const string Community = "411502001018",
        Name = "中山社区";

    private async Task<Screen> Desk(Device? device = null, string? theme = null, string part = "#communities") =>
        await (await demo.Open("street", device ?? Device.Office, theme)).Go($"/street{part}");

    private static ILocator Button(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Opens the drawer of the community, at one of its parts.</summary>
    private static async Task Open(Screen screen, string part)
    {
        await Button(screen, Name).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = part }).ClickAsync();
    }

    [Theory]
    [InlineData("light", 1440, 900)]
    [InlineData("dark", 1366, 768)]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_street_sees_its_communities_by_code_and_opens_one(string theme, int width, int height)
    {
        await using var screen = await Desk(new(width, height, false), theme);
        await Expect(screen.Page.Locator(".communities tbody tr")).ToHaveCountAsync(13);
        (await screen.Page.Locator(".communities .name").AllInnerTextsAsync())
            .Take(3)
            .ShouldBe(["义阳社区", "三里店社区（老城街道）", "东方红社区"]);
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        (await screen.Unreachable("街道台", 150)).ShouldBeEmpty();
        await screen.Picture($"street-communities-{theme}");
        foreach (
            var (part, picture) in ((string, string)[])[("值班", "roster"), ("物资", "stock"), ("预案", "plan"), ("重点关爱", "residents")]
        )
        {
            if (part == "值班")
                await Open(screen, part);
            else
                await screen.Page.GetByRole(AriaRole.Tab, new() { Name = part }).ClickAsync();
            await Expect(screen.Page.Locator("#drawer-part [aria-busy]")).ToHaveCountAsync(0);
            (await screen.Unreachable(Name, 200)).ShouldBeEmpty();
            (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
            await screen.Picture($"street-{picture}-{theme}");
        }
        await screen.Page.Keyboard.PressAsync("Escape");
    }

    [Fact]
    [MainAct("/street#communities")]
    public async Task A_turn_of_duty_is_added_and_struck()
    {
        await using var screen = await Desk();
        await Open(screen, "值班");
        await screen.Page.Locator(".days button").Nth(6).ClickAsync();
        await Expect(screen.Page.Locator(".days button").Nth(6)).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(screen.Page.Locator("#drawer-part [aria-busy]")).ToHaveCountAsync(0);
        var turn = screen.Page.Locator("#drawer-part li").Filter(new() { HasText = "应急队" }).Filter(new() { HasText = "20:00–08:00" });
        var before = await turn.CountAsync();
        // Found by typing, chosen with the keyboard.
        await screen.Page.Locator("[name=member]").FillAsync("志愿者");
        await Expect(screen.Page.Locator("[data-pick=member] [role=option]").Filter(new() { HasNotText = "志愿者" })).ToHaveCountAsync(0);
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator("[name=member]"))
            .ToHaveValueAsync(
                new System.Text.RegularExpressions.Regex(
                    "志愿者",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );
        await screen.Page.SelectOptionAsync("[name=shift]", "night");
        await screen.Page.SelectOptionAsync("[name=post]", "response");
        await Button(screen, "排上").ClickAsync();
        await Expect(turn).ToHaveCountAsync(before + 1);
        await turn.Filter(new() { HasText = "志愿者" }).GetByText("撤下").ClickAsync();
        await Expect(turn).ToHaveCountAsync(before);
    }

    [Fact]
    [MainAct("/street#imports")]
    public async Task A_file_is_looked_at_imported_and_taken_back_and_its_bad_row_is_said_in_words()
    {
        var item = "S";
        var csv =
            $"item_id,name,category,unit,quantity,min_quantity,expires_on,community_code,location\n{item}-1,铜锣,通信照明,面,4,2,2030-01-01,{Community},物资点\n{item}-2,手电,通信照明,支,很多,2,2030-01-01,{Community},物资点\n{item}-3,绳索,抢险物资,根,6,2,不知道,{Community},物资点\n";
        async Task<bool> Stocked()
        {
            using var street = await demo.SignIn("street");
            return (await street.Get($"/api/communities/{Community}/supplies?limit=200"))
                .Is(200)
                .Text.Contains("铜锣", StringComparison.Ordinal);
        }
        await using var screen = await Desk(part: "#imports");
        await screen.Page.SelectOptionAsync("[name=kind]", "supplies");
        await screen.Page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = "物资.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(csv),
            }
        );
        await Button(screen, "先看一遍").ClickAsync();
        var bad = screen.Page.Locator(".findings tr[data-look=danger]").First;
        await Expect(bad).ToContainTextAsync("不导入");
        (await bad.Locator("th").InnerTextAsync()).ShouldBe("3");
        (await bad.Locator("td").AllInnerTextsAsync())[0].ShouldBe("quantity");
        (await bad.Locator("td").AllInnerTextsAsync())[1].Any(letter => letter is >= '\u4e00' and <= '\u9fff').ShouldBeTrue();
        (await Stocked()).ShouldBeFalse("looking writes nothing");
        (await screen.Unreachable("导入登记表", 50)).ShouldBeEmpty();
        await screen.Picture("street-import");
        await screen.Page.Locator(".acts .primary").ClickAsync();
        await Expect(Button(screen, "撤销这次导入")).ToBeVisibleAsync();
        (await Stocked()).ShouldBeTrue();
        await screen.Picture("street-imported");
        await Button(screen, "撤销这次导入").ClickAsync();
        await Expect(screen.Page.GetByText("已撤销，登记恢复到导入前")).ToBeVisibleAsync();
        (await Stocked()).ShouldBeFalse();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task What_a_file_changes_is_shown_value_by_value_and_what_a_file_took_is_put_back_by_the_street()
    {
        const string head = "resident_id,name,birth_date,category,mobility,special_needs,community_code,building,phone\n";
        var (number, name) = ("R-BACK", "卫试丙");
        using var street = await demo.SignIn("street");
        async Task Import(string row)
        {
            using var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(head + row));
            (await street.Send(HttpMethod.Post, $"/api/imports/residents?division={Community}&file=one.csv", bytes)).Is(200);
        }
        await Import($"{number},{name},1945-01-02,残疾人,卧床,听力障碍,{Community},4号楼,139-0000-0301\n");
        await using var screen = await Desk(part: "#imports");
        await screen.Page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = "更正.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(
                    $"{head}{number},{name},1945-01-02,残疾人,自理,无,{Community},4号楼,139-0000-0302\n无名试,,1946-05-06,残疾人,,,{Community},,\n"
                ),
            }
        );
        await Button(screen, "先看一遍").ClickAsync();
        var changes = screen.Page.Locator(".changes tbody tr");
        await Expect(changes.Filter(new() { HasText = "139****0301" })).ToContainTextAsync("13900000302");
        await Expect(changes.First).ToContainTextAsync("会丢掉");
        await Expect(changes.First).ToContainTextAsync("要抬");
        await Expect(screen.Page.Locator(".findings tr[data-look=danger]")).ToContainTextAsync("姓名");
        var kept = await screen.Page.RunAndWaitForDownloadAsync(() => Button(screen, "下载要改的行").ClickAsync());
        kept.SuggestedFilename.ShouldEndWith(".xlsx");
        await using (var file = File.OpenRead((await kept.PathAsync())!))
        using (var zip = new ZipArchive(file))
        using (var sheet = new StreamReader(zip.Entries.First(one => one.FullName.Contains("sheet", StringComparison.Ordinal)).Open()))
            (await sheet.ReadToEndAsync()).ShouldContain("无名试");
        await screen.Picture("street-preview");
        await screen.Page.Locator(".acts .primary").ClickAsync();
        await Expect(Button(screen, "撤销这次导入")).ToBeVisibleAsync();

        await using var later = await Desk(part: "#imports");
        var doubt = later.Page.Locator("li").Filter(new() { HasText = number });
        await Expect(doubt).ToContainTextAsync("听不清");
        await later.Picture("street-doubts");
        await doubt.GetByText("放回以前的").ClickAsync();
        await Expect(doubt).ToHaveCountAsync(0);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task An_empty_cell_keeps_what_is_known_until_somebody_clears_it_and_the_undo_brings_it_back()
    {
        const string head = "resident_id,name,birth_date,category,community_code,building,phone\n";
        string Row(string phone) => $"R-EMPTY,卫试空,1946-01-02,独居老人,{Community},4号楼,{phone}\n";
        using var street = await demo.SignIn("street");
        using (var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(head + Row("139-0000-0309"))))
            (await street.Send(HttpMethod.Post, $"/api/imports/residents?division={Community}&file=one.csv", bytes)).Is(200);
        async Task<string> Phones()
        {
            var found = (await street.Post($"/api/divisions/{Community}/residents/find", new { words = "卫试空" })).Is(200)["items"][0];
            var path = $"/api/communities/{Community}/residents/{found.GetProperty("person").GetProperty("personId").GetGuid()}";
            return (await street.Post($"{path}/reveal", new { reason = "核对", code = "check" })).Is(200)["phones"].ToString();
        }
        (await Phones()).ShouldContain("0309");
        await using var screen = await Desk(part: "#imports");
        await screen.Page.SelectOptionAsync("[name=kind]", "residents");
        await screen.Page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = "空格.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(head + Row("")),
            }
        );
        await Button(screen, "先看一遍").ClickAsync();
        var cell = screen.Page.Locator(".box li").Filter(new() { HasText = "0309" });
        await Expect(cell.GetByRole(AriaRole.Button, new() { Name = "留着" })).ToHaveAttributeAsync("aria-pressed", "true");
        await cell.GetByRole(AriaRole.Button, new() { Name = "清空" }).ClickAsync();
        await Expect(screen.Page.Locator(".box h4")).ToHaveTextAsync("会丢掉 1 栏");
        await cell.GetByRole(AriaRole.Button, new() { Name = "留着" }).ClickAsync();
        await Expect(screen.Page.Locator(".box h4")).ToHaveTextAsync("会丢掉 0 栏");
        await cell.GetByRole(AriaRole.Button, new() { Name = "清空" }).ClickAsync();
        await screen.Picture("street-import-clear");
        await Button(screen, "导入 1 行，清空 1 格").ClickAsync();
        await Expect(Button(screen, "撤销这次导入")).ToBeVisibleAsync();
        (await Phones()).ShouldNotContain("0309");

        // The same import is found later in the list of imports.
        await using var later = await Desk(part: "#imports");
        var listed = later.Page.Locator("li", new() { HasText = "空格.csv" }).First;
        await listed.GetByRole(AriaRole.Button, new() { Name = "撤销…" }).ClickAsync();
        await listed.GetByRole(AriaRole.Button, new() { Name = "撤销", Exact = true }).ClickAsync();
        await Expect(listed).ToContainTextAsync("已撤销");
        (await Phones()).ShouldContain("0309");
    }

    [Theory]
    [InlineData("空.csv", "")]
    [InlineData("照片.csv", "\u0089PNG\r\n\u001a\n 这不是表格")]
    [InlineData("假.xlsx", "这不是工作簿")]
    [InlineData("坏.yaml", "plan: [")]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_file_that_is_none_is_refused_in_words_and_nothing_is_lost(string name, string content)
    {
        await using var screen = await Desk(part: "#imports");
        if (name.EndsWith(".yaml", StringComparison.Ordinal))
            await screen.Page.SelectOptionAsync("[name=kind]", "plans");
        await screen.Page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = name,
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(content),
            }
        );
        if (content.Length > 0)
            await Button(screen, "先看一遍").ClickAsync();
        await Expect(screen.Page.Locator(".refused, .findings tr[data-look=danger]").First).ToBeVisibleAsync();
        var said = await screen.Page.Locator(".refused, .findings tr[data-look=danger]").First.InnerTextAsync();
        said.Any(letter => letter is >= '\u4e00' and <= '\u9fff').ShouldBeTrue(said);
        await Expect(screen.Page.Locator(".acts .primary:enabled")).ToHaveCountAsync(0);
        (await screen.Unreachable("街道台", 30)).ShouldBeEmpty();
        await screen.Picture($"street-bad-{Path.GetExtension(name)[1..]}-{content.Length}");
    }

    [Fact]
    [MainAct("/street#goods")]
    public async Task A_request_for_supplies_appears_by_itself_and_its_answer_on_the_other_screen_too()
    {
        await using var one = await Desk(part: "#goods");
        await using var other = await (await demo.Open("duty", Device.Laptop, "dark")).Go("/street?street=411502001#goods");
        await Expect(one.Page.Locator("h2")).ToHaveTextAsync("社区要的物资");
        using var street = await demo.SignIn("street");
        var fire = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "演示：中山社区冒烟",
                    priority = "life",
                    community = Community,
                }
            )
        ).Is(201).String("id");
        var member = (await street.Get($"/api/communities/{Community}/team?limit=1")).Is(200)["items"][0].GetProperty("id").GetString();
        var task = (
            await street.Post(
                $"/api/incidents/{fire}/tasks",
                new
                {
                    community = Community,
                    @class = "wait",
                    text = "准备器材",
                    members = new[] { member },
                }
            )
        ).Is(201).String("id");
        (
            await street.Post(
                $"/api/incidents/{fire}/tasks/{task}/supplies",
                new { needs = new[] { new { item = "金属探测器", quantity = 3 } } }
            )
        ).Is(200);
        // Another community of the street has two of them.
        (
            await street.Post(
                "/api/stores/411502001003/lots",
                new
                {
                    name = "金属探测器",
                    category = "抢险物资",
                    unit = "个",
                    quantity = 2,
                    location = "三里店社区仓库",
                }
            )
        ).Is(200);
        foreach (var screen in (Screen[])[one, other])
            await Expect(Asked(screen)).ToBeVisibleAsync();
        (await one.Unreachable("社区要的物资", 25)).ShouldBeEmpty();
        (await other.Unreachable("社区要的物资", 25)).ShouldBeEmpty();
        await Agree(one).ClickAsync();
        await Expect(Asked(one).GetByRole(AriaRole.Radio, new() { Name = "三里店" })).ToBeCheckedAsync();
        await Expect(Asked(one).Locator("[name=quantity]")).ToHaveValueAsync("2");
        // The source is asked for only where the goods are in no store.
        await Expect(Asked(one).Locator("[name=place]")).ToHaveCountAsync(0);
        await Asked(one).GetByRole(AriaRole.Radio, new() { Name = "别处" }).CheckAsync();
        await Asked(one).Locator("[name=place]").FillAsync("邻街借来");
        await Asked(one).GetByRole(AriaRole.Radio, new() { Name = "三里店" }).CheckAsync();
        await Expect(Asked(one).Locator("[name=place]")).ToHaveCountAsync(0);
        await one.Picture("street-goods-light");
        await Agree(one).ClickAsync();
        await Expect(Asked(other)).ToContainTextAsync("同意 2");
        await other.Picture("street-goods-dark");

        // Other tests ask the same street for other goods.
        static ILocator Asked(Screen screen) => screen.Page.Locator("li").Filter(new() { HasText = "金属探测器 × 3" });
        static ILocator Agree(Screen screen) => Asked(screen).GetByRole(AriaRole.Button, new() { Name = "同意", Exact = true });
    }

    [Fact]
    [MainAct("/street#orders")]
    public async Task An_unlisted_matter_of_a_department_waits_for_the_street_which_returns_it()
    {
        // No other test opens an incident in this community: only there is a day quiet.
        const string quiet = "411502001020";
        var text = $"请社区报送流动摊点统计 {Guid.CreateVersion7()}";
        using var department = await demo.SignIn("department");
        (
            await department.Post(
                "/api/orders",
                new
                {
                    issuer = "department",
                    receivers = new[] { quiet },
                    text,
                    matter = "stall-survey",
                }
            )
        ).Is(201);
        await using var screen = await Desk(part: "#orders");
        var row = screen.Page.Locator("li").Filter(new() { HasText = text });
        await Expect(row).ToContainTextAsync("清单外");
        (await screen.Unreachable("等街道审批", 30)).ShouldBeEmpty();
        await row.GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();
        await row.Locator("[name=reason]").FillAsync("信阳 34");
        await screen.Picture("street-orders-light");
        await row.GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_desk_that_lost_its_line_says_so_and_lets_nothing_be_changed()
    {
        await using var screen = await Desk();
        await Open(screen, "值班");
        await Expect(screen.Page.GetByText("实时")).ToBeVisibleAsync();
        // A member is chosen, so only the line is missing then.
        await screen.Page.Locator("[name=member]").FillAsync("志愿者");
        await screen.Page.Locator("[data-pick=member] [role=option]").First.ClickAsync();
        await Expect(Button(screen, "排上")).ToBeEnabledAsync();
        await screen.Context.SetOfflineAsync(true);
        await Expect(screen.Page.GetByText("线路断了，正在重连")).ToBeVisibleAsync();
        await Expect(Button(screen, "排上")).ToBeDisabledAsync();
        (await screen.Unreachable(Name, 150)).ShouldBeEmpty();
        await screen.Picture("street-offline-light");
        await screen.Context.SetOfflineAsync(false);
        await Expect(screen.Page.GetByText("实时")).ToBeVisibleAsync();
        await Expect(Button(screen, "排上")).ToBeEnabledAsync();
    }
}
