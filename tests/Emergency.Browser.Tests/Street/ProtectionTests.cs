using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 儿童保护个案 on the pages of all people with a part in it: child director, child supervisor, civil affairs, and the secretary who learns only
/// that there is a case.
/// </summary>
public sealed class ProtectionTests
{
    private const string Community = "411502001001",
        Neighbour = "411502001018";

    private static async Task<string> Child(Demo demo)
    {
        using var secretary = await demo.SignIn("secretary");
        return (await secretary.Get($"/api/communities/{Community}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => one.GetProperty("minor").GetBoolean())
            .GetProperty("personId")
            .GetString()!;
    }

    private static ILocator Do(IPage page, string what) => page.Locator($"[data-do='{what}']");

    private static async Task Say(IPage page, string what, string text)
    {
        await Do(page, what).ClickAsync();
        await page.Locator("[name=text]").FillAsync(text);
    }

    [Fact]
    [TenMinutes(10)]
    [MainAct("/protection")]
    public async Task A_case_goes_from_the_child_director_to_the_supervisor_and_is_closed_by_another()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        await using var director = await (await demo.Open("child", Device.Office)).Go(
            $"/street?community={Community}&only=kind%3Dleft-behind-minor#residents"
        );
        var page = director.Page;
        await page.Locator(".residents tbody tr.row").First.GetByRole(AriaRole.Button).ClickAsync();
        await Do(page, "open").ClickAsync();
        await page.Locator("[data-protection] [name=why]").FillAsync("夜里常常一个人在家");
        await page.Locator("[data-protection] form").GetByRole(AriaRole.Button, new() { Name = "登记保护个案" }).ClickAsync();
        var link = page.Locator("[data-protection] a[href^='/protection']");
        var id = (await link.GetAttributeAsync("href"))!.Split('=')[1];

        await director.Go("/protection");
        await Expect(page.Locator($"[data-case='{id}']")).ToContainTextAsync("要做评估");
        await director.Picture("protection-list");
        await page.Locator($"[data-case='{id}'] button").ClickAsync();
        await Expect(page.Locator(".steps .next")).ToContainTextAsync("评估");
        await Do(page, "assess").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "高风险" }).ClickAsync();
        await page.Locator("[name=text]").FillAsync("身上没有伤；晚饭靠邻居；夜里一个人");
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator(".steps .next")).ToContainTextAsync("方案");
        await Say(page, "plan", "夜里有大人在；每天有晚饭");
        await page.Locator("[name=who-0]").FillAsync("学校心理老师");
        await page.Locator("[name=until-0]").FillAsync($"{Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(20):yyyy-MM-dd}");
        await director.Picture("protection-plan", whole: true);
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator("[data-service='1']")).ToContainTextAsync("学校心理老师");
        await Do(page, "given").ClickAsync();
        await Expect(page.Locator("[data-service='1']")).ToContainTextAsync("✓");
        await Say(page, "follow-up", "奶奶搬来同住，孩子说夜里不怕了");
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator(".steps .next")).ToContainTextAsync("结案");
        await Do(page, "closing").ClickAsync();
        await page.Locator("[name=reason]").SelectOptionAsync("safe");
        await page.Locator("[name=text]").FillAsync("奶奶长住，父母每周来电话");
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator("[data-closing]")).ToContainTextAsync("要由另一个人审批");
        (await director.Unreachable("儿童保护", 20)).ShouldBeEmpty();
        await director.Picture("protection-case", whole: true);

        await using var supervisor = await (await demo.Open("supervisor", Device.Office)).Go($"/protection?case={id}");
        await Do(supervisor.Page, "approve").ClickAsync();
        await Expect(supervisor.Page.Locator(".steps .next")).ToHaveCountAsync(0);
        await Expect(supervisor.Page.Locator("[data-readings]")).ToContainTextAsync("儿童主任");
        await supervisor.Picture("protection-closed", whole: true);
        await Say(supervisor.Page, "reopen", "奶奶又走了");
        await Do(supervisor.Page, "save").ClickAsync();
        await Expect(supervisor.Page.Locator(".steps .next")).ToContainTextAsync("评估");

        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        await Expect(civil.Page.Locator($"[data-protection] [data-case='{id}']")).ToContainTextAsync("要做评估");
        await Expect(civil.Page.Locator("[data-county-cases]")).ToContainTextAsync("少于 3 件");
        await civil.Picture("protection-civil", whole: true);
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task A_referral_is_answered_a_note_is_kept_a_closing_is_refused_a_transfer_is_taken_back_and_the_county_has_figures()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Child(demo);
        using var child = await demo.SignIn("child");
        (
            await child.Post(
                "/api/protection",
                new
                {
                    person = id,
                    community = Community,
                    why = "夜里常常一个人在家",
                }
            )
        ).Is(201);
        await using var director = await (await demo.Open("child", Device.Office)).Go($"/protection?case={id}");
        var page = director.Page;
        await Say(page, "refer", "请老师留意上学");
        await page.Locator("[name=kind]").SelectOptionAsync("school");
        await Do(page, "save").ClickAsync();
        var referral = page.Locator("[data-referral='1']");
        await Expect(referral).ToContainTextAsync("学校");
        await referral.Locator("[data-do=answer]").ClickAsync();
        await referral.Locator("[name=answer]").FillAsync("班主任每天点名");
        await Do(page, "taken").ClickAsync();
        await Expect(referral).ToContainTextAsync("已接：班主任每天点名");
        await Say(page, "note", "奶奶来过电话");
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("奶奶来过电话");
        await Say(page, "transfer", "孩子住到那边去了");
        await page.Locator("[name=to]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator("[data-transfer]")).ToContainTextAsync("孩子住到那边去了");
        await Do(page, "take-back").ClickAsync();
        await Expect(page.Locator("[data-transfer]")).ToHaveCountAsync(0);
        await Say(page, "closing", "大人回来了");
        await page.Locator("[name=reason]").SelectOptionAsync("safe");
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator("[data-closing]")).ToBeVisibleAsync();
        await director.Picture("protection-acts", whole: true);

        await using var supervisor = await (await demo.Open("supervisor", Device.Office)).Go($"/protection?case={id}");
        await Say(supervisor.Page, "refuse", "还没有评估");
        await Do(supervisor.Page, "save").ClickAsync();
        await Expect(supervisor.Page.Locator("[data-closing]")).ToHaveCountAsync(0);
        await Expect(supervisor.Page.Locator("main")).ToContainTextAsync("还没有评估");

        await using var county = await (await demo.Open("commander", Device.Laptop)).Go("/command");
        await county.Page.Locator("[data-open=protection]").ClickAsync();
        await Expect(county.Page.Locator("[data-county-cases] [data-sum=open]")).ToHaveTextAsync("少于 3 件");
        await county.Picture("protection-command");
    }

    /// <summary>Makes an account of the child director of another community of the street.</summary>
    private static async Task<string> DirectorOf(Demo demo, string community)
    {
        using var street = await demo.SignIn("street");
        var member = (await street.Get($"/api/communities/{community}/team?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => one.GetProperty("role").GetString() == "child-director")
            .GetProperty("id")
            .GetGuid();
        using var clerk = await demo.SignIn("operator");
        await demo.Server.Account(
            clerk,
            new
            {
                account = $"child-{community}",
                password = Demo.Password,
                grants = new[] { new { role = "child-director", scope = new { division = community } } },
                member = new { community, member },
            },
            street
        );
        return $"child-{community}";
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task A_case_with_a_paper_is_assigned_offered_to_another_community_declined_and_at_the_second_asking_taken()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Child(demo);
        using var child = await demo.SignIn("child");
        (
            await child.Post(
                "/api/protection",
                new
                {
                    person = id,
                    community = Community,
                    why = "夜里常常一个人在家",
                }
            )
        ).Is(201);

        await using var supervisor = await (await demo.Open("supervisor", Device.Office)).Go($"/protection?case={id}");
        await Do(supervisor.Page, "assign").ClickAsync();
        await supervisor.Page.Locator("[name=member]").SelectOptionAsync(new SelectOptionValue { Index = 0 });
        var member = await supervisor.Page.Locator("[name=member]").InputValueAsync();
        await Do(supervisor.Page, "save").ClickAsync();
        await Expect(supervisor.Page.Locator("main")).ToContainTextAsync("指定了负责人");
        (await child.Get($"/api/protection/{id}")).Is(200).Text.ShouldContain(member);

        await using var director = await (await demo.Open("child", Device.Office)).Go($"/protection?case={id}");
        var page = director.Page;
        await page.Locator("[data-do=add]").ClickAsync();
        await page.Locator("[name=attachment]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "转案表.pdf",
                    MimeType = "application/pdf",
                    Buffer = await PdfOf(demo),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();
        await Until.TrueAsync(
            async () =>
                (await child.Get($"/api/communities/{Community}/attachments/protection/{id}")).Is(200)["items"].GetArrayLength() == 1,
            "the paper is with the case"
        );

        await Say(page, "transfer", "孩子住到那边去了");
        await page.Locator("[name=to]").SelectOptionAsync(Neighbour);
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator("[data-transfer]")).ToContainTextAsync("孩子住到那边去了");
        await using var other = await (await demo.Open(await DirectorOf(demo, Neighbour), Device.Office)).Go($"/protection?case={id}");
        await Say(other.Page, "decline", "孩子没有住过来");
        await other.Picture("protection-offered", whole: true);
        await Do(other.Page, "save").ClickAsync();
        await Until.TrueAsync(
            async () =>
                (await child.Get($"/api/protection/{id}")).Is(200) is var card
                && card.Text.Contains("孩子没有住过来", StringComparison.Ordinal)
                && !card.Text.Contains("\"transfer\":{", StringComparison.Ordinal),
            "who offered it reads why it was declined"
        );
        await page.ReloadAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("孩子没有住过来");
        await Expect(page.Locator("[data-transfer]")).ToHaveCountAsync(0);
        (await child.Get("/api/protection")).Is(200).Text.ShouldContain(id);

        await Say(page, "transfer", "上周搬过去了");
        await page.Locator("[name=to]").SelectOptionAsync(Neighbour);
        await Do(page, "save").ClickAsync();
        await Expect(page.Locator("[data-transfer]")).ToContainTextAsync("上周搬过去了");
        await other.Go($"/protection?case={id}");
        await Do(other.Page, "take").ClickAsync();
        await Expect(other.Page.Locator("main")).ToContainTextAsync("接收了个案");
        await other.Picture("protection-taken", whole: true);
        // The new owner of the case adds to it, and the former one cannot any more.
        using var there = await demo.SignIn($"child-{Neighbour}");
        (await there.Post($"/api/protection/{id}/notes", new { text = "已经见过奶奶" })).Is(200);
        (await child.Post($"/api/protection/{id}/notes", new { text = "还想再记" })).Status.ShouldBeOneOf(403, 404);
    }

    private static async Task<byte[]> PdfOf(Demo demo)
    {
        await using var printer = await demo.Open(null, Device.Office);
        return await printer.Page.PdfAsync();
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task On_a_phone_the_list_says_what_is_overdue_first_and_one_case_opens_from_there()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Child(demo);
        using (var child = await demo.SignIn("child"))
            (
                await child.Post(
                    "/api/protection",
                    new
                    {
                        person = id,
                        community = Community,
                        why = "夜里常常一个人在家",
                    }
                )
            ).Is(201);
        (await demo.Server.End()).ShouldBe(0);
        await demo.Server.BeginOn(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(8));

        await using var phone = await (await demo.Open("child", Device.Phone)).Go("/team");
        await phone.Page.Locator("a[href='/protection']").ClickAsync();
        await Expect(phone.Page.Locator($"[data-case='{id}'].late")).ToContainTextAsync("已报儿童督导员");
        await phone.Picture("protection-phone-list", whole: true);
        await phone.Page.Locator($"[data-case='{id}'] button").ClickAsync();
        await Expect(phone.Page.Locator("[data-owed=assess]")).ToContainTextAsync("逾期");
        await phone.Picture("protection-phone-case", whole: true);
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task The_child_director_opens_one_from_the_register_and_the_secretary_learns_only_that_there_is_one()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using var secretary = await demo.SignIn("secretary");
        var person = new
        {
            name = "卜拟童",
            bornIn = TimeProvider.System.GetUtcNow().Year - 6,
            kinds = new[] { "left-behind-minor" },
            grid = "001001-G1",
            building = "拟楼",
            room = "8801",
        };
        var id = (await secretary.Post($"/api/communities/{Community}/residents", new { how = "found", person })).Is(200)["id"].GetGuid();

        await using var director = await Drawer(demo, "child");
        await Do(director.Page, "open").ClickAsync();
        await director.Page.Locator("[name=why]").FillAsync("老师说夜里一个人");
        await director.Page.Locator("[data-protection] form button").ClickAsync();
        await Expect(director.Page.Locator("[data-protection]")).ToContainTextAsync("有儿童保护个案");
        await Expect(director.Page.Locator($"[data-protection] a[href='/protection?case={id}']")).ToBeVisibleAsync();

        await using var desk = await Drawer(demo, "secretary");
        await Expect(desk.Page.Locator("[data-protection]")).ToContainTextAsync("有儿童保护个案");
        await Expect(desk.Page.Locator("[data-protection] a")).ToHaveCountAsync(0);
        await desk.Picture("protection-secretary");
        (await secretary.Get($"/api/protection/{id}")).Status.ShouldBeOneOf(403, 404);
    }

    private static async Task<Screen> Drawer(Demo demo, string account)
    {
        var screen = await (await demo.Open(account, Device.Office)).Go($"/street?community={Community}#residents");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("拟楼 8801");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        await screen.Page.Locator(".residents tbody tr.row").First.GetByRole(AriaRole.Button).ClickAsync();
        return screen;
    }
}
