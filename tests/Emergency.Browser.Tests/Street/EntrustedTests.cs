using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 委托照护: a child's care is checked, the letters are filled from the findings, suspected harm is reported on one page. All persons are
/// fictitious.
/// </summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
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
    public async Task A_sign_asks_for_a_check_weeks_are_noted_the_school_is_told_and_what_is_due_is_printed_at_once()
    {
        var child = await Entrusted("404");
        await using var screen = await Open(child);
        var page = screen.Page.Locator(".entrusted");
        await Button(page, "有迹象，要去看").ClickAsync();
        await page.Locator("[name=why]").FillAsync("邻居说晚上一个人");
        await Button(page, "要求一天内检查").ClickAsync();
        await Expect(page).ToContainTextAsync("下次：有迹象");
        await Expect(page.Locator("[data-entry='entrustment.check-asked.v1']")).ToHaveCountAsync(1);

        // Nobody has noted this week; a click notes it, another one notes that it was missed.
        var week = page.Locator("[data-week]").Last;
        await Expect(page.Locator("[data-week]")).ToHaveCountAsync(12);
        await Expect(week).ToHaveTextAsync("?");
        await week.ClickAsync();
        await Expect(week).ToHaveTextAsync("✓");
        await week.ClickAsync();
        await Expect(week).ToHaveTextAsync("✕");
        await page.Locator("[data-week]").First.ClickAsync();
        await Expect(page.Locator("[data-week]").First).ToHaveTextAsync("✓");
        await screen.Picture("entrusted-weeks", whole: true);

        var school = page.Locator("[data-letter=school]");
        await Expect(school).ToContainTextAsync("现在不用发");
        var file = await screen.Page.RunAndWaitForDownloadAsync(() => school.GetByText("存成 Word").ClickAsync());
        file.SuggestedFilename.ShouldEndWith(".docx");
        await Button(school, "发出").ClickAsync();
        await school.Locator("[name=words]").FillAsync("孩子现在住祖父家，请老师留意");
        await school.Locator("[name=way]").SelectOptionAsync("delivered");
        await screen.Picture("entrusted-school");
        await Button(school, "已发出，起钟").ClickAsync();
        await Expect(school).ToContainTextAsync("等答复到");
        await Expect(school).ToContainTextAsync("送达");
        (await Card(child)).ShouldContain("请老师留意");

        var due = page.Locator("[data-letters-due]");
        var all = await screen.Page.RunAndWaitForPopupAsync(() => due.Locator("a.primary").ClickAsync());
        await Expect(all.Locator("h1").First).ToBeVisibleAsync();
        await Expect(all.Locator("body")).Not.ToContainTextAsync("卜拟童");
        await all.CloseAsync();
        file = await screen.Page.RunAndWaitForDownloadAsync(() => due.GetByText("存成 Word").ClickAsync());
        file.SuggestedFilename.ShouldEndWith(".docx");
        (await screen.Unreachable("街道台", 60)).ShouldBeEmpty();
    }

    /// <summary>Opens the report with these words: other stories have reported other children.</summary>
    private static async Task<ILocator> Told(Screen civil, string words)
    {
        var reports = civil.Page.Locator("[data-harm]");
        await Expect(reports.First).ToBeVisibleAsync();
        foreach (var one in await reports.AllAsync())
        {
            await one.Locator("[data-do=open]").ClickAsync();
            await Expect(one.Locator("dl")).ToBeVisibleAsync();
            if ((await one.Locator("dl").TextContentAsync())!.Contains(words, StringComparison.Ordinal))
                return one;
        }
        throw new InvalidOperationException($"no report says {words}");
    }

    [Fact]
    public async Task Who_was_told_of_harm_answers_by_a_link_on_their_own_page_or_on_paper()
    {
        var child = await Entrusted("405");
        await using var screen = await Open(child);
        var harm = screen.Page.Locator(".harm");
        await harm.Locator("[name=seen]").FillAsync("手臂有烫伤");
        await Button(harm, "报告").ClickAsync();
        ILocator Receiver(string to) => harm.Locator($"[data-receiver={to}]");
        await Expect(Receiver("police")).ToContainTextAsync("还没说收到");

        // The police answer by a link.
        await harm.Locator("[data-link=police]").ClickAsync();
        var address = await Receiver("police").Locator("[name=address]").InputValueAsync();
        var code = await Receiver("police").Locator("[name=code]").InputValueAsync();
        await screen.Picture("entrusted-harm-link", whole: true);
        await using var police = await demo.Open(null, Device.Phone);
        await police.Page.GotoAsync(address);
        await police.Page.Locator("[name=code]").FillAsync(code);
        await police.Page.GetByRole(AriaRole.Button, new() { Name = "打开" }).TapAsync();
        await Expect(police.Page.Locator("body")).Not.ToContainTextAsync("卜拟");
        await police.Page.Locator("[data-act=accept]").TapAsync();
        await Expect(police.Page.GetByText("已记下您收到了")).ToBeVisibleAsync();
        await police.Page.Locator("[data-act=pass-on]").TapAsync();
        await police.Page.Locator("[data-act=send]").TapAsync();
        // The form needs a reason and a receiver there.
        await Expect(police.Page.GetByText("已告诉居委会您的决定")).ToHaveCountAsync(0);
        await police.Page.Locator("[data-act=take-up]").TapAsync();
        await police.Page.Locator("[name=words]").FillAsync("老城派出所 12 号");
        await police.Picture("link-harm-phone", whole: true);
        await police.Page.Locator("[data-act=send]").TapAsync();
        await Expect(police.Page.GetByText("已告诉居委会您的决定")).ToBeVisibleAsync();

        // Civil affairs have an account.
        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        var report = await Told(civil, "手臂有烫伤");
        await report.Locator("[name=decision]").SelectOptionAsync("declined");
        await report.Locator("[data-do=decide]").ClickAsync();
        await Expect(report.Locator("[name=words]:invalid")).ToHaveCountAsync(1);
        await report.Locator("[name=words]").FillAsync("由教育部门处理");
        await civil.Picture("civil-harm", whole: true);
        await report.Locator("[data-do=decide]").ClickAsync();
        await Expect(civil.Page.Locator("[data-harm]").Filter(new() { HasText = "不受理" })).Not.ToHaveCountAsync(0);

        // The school telephones.
        await harm.Locator("[data-heard=education]").ClickAsync();
        await harm.Locator("[name=decision]").SelectOptionAsync("unfounded");
        await harm.Locator("[name=words]").FillAsync("班主任电话说已核实");
        await Receiver("education").Locator("form button").ClickAsync();
        await Expect(Receiver("education")).ToContainTextAsync("查了，没有");
        await Expect(Receiver("education")).ToContainTextAsync("书面或电话");
        await Expect(Receiver("police")).ToContainTextAsync("老城派出所 12 号");
        await Expect(Receiver("civil-affairs")).ToContainTextAsync("由教育部门处理");
        // An address that is no longer needed is not shown; the opening of a case is.
        await Expect(harm.Locator(".given")).ToHaveCountAsync(0);
        await Expect(screen.Page.Locator(".side [data-protection]")).ToContainTextAsync("有儿童保护个案");
        await screen.Picture("entrusted-harm-answers", whole: true);
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
