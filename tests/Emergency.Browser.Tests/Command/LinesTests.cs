using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>线路 for operator and duty desk.</summary>
[Collection(nameof(DemoCollection))]
public sealed class LinesTests(Demo demo)
{
    /// <summary>Sets the behaviour of the simulated centres: refuse/422, down, up.</summary>
    private async Task Turn(string how)
    {
        using var centre = new HttpClient
        {
            BaseAddress = new Uri(
                demo.Server.Lines.First(line => line.Contains("hotlines are simulated on", StringComparison.Ordinal))
                    .Split(' ')
                    .First(word => word.StartsWith("http", StringComparison.Ordinal))
                    .TrimEnd(',')
            ),
        };
        (await centre.PostAsync(new Uri($"/control/{how}", UriKind.Relative), null)).EnsureSuccessStatusCode();
    }

    private static async Task<string> Fainted(Api duty) => (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "medical",
                    title = "老人晕倒",
                    priority = "life",
                    community = "411502001001",
                }
            )
        ).Is(201).String("id")!;

    private static async Task<string> Offer(Api duty, string incident, string kind) =>
        (await duty.Post($"/api/incidents/{incident}/handovers", new { kind, text = "老人晕倒" })).Is(201).String("id")!;

    [Fact]
    [MainAct("/lines")]
    public async Task What_was_refused_is_sent_again_by_hand()
    {
        using var duty = await demo.SignIn("duty");
        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/lines");
        try
        {
            await Turn("refuse/422");
            var row = desk.Page.Locator($"[data-handover='{await Offer(duty, await Fainted(duty), "ambulance")}']");
            await Expect(row).ToContainTextAsync("对方说内容有误（422）");
            await Turn("up");
            await row.GetByText("再发一次").ClickAsync();
            await Expect(row).ToHaveCountAsync(0);
        }
        finally
        {
            await Turn("up");
        }
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task What_the_other_side_refuses_is_seen_with_its_reason_sent_again_by_hand_and_gone_when_it_is_taken()
    {
        using var duty = await demo.SignIn("duty");
        var incident = await Fainted(duty);
        Task<string> Offer(string kind) => LinesTests.Offer(duty, incident, kind);
        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/lines");
        await Expect(desk.Page.Locator("[data-line='120']")).ToContainTextAsync("正常");
        try
        {
            await Turn("refuse/422");
            var handover = await Offer("ambulance");
            var row = desk.Page.Locator($"[data-handover='{handover}']");
            await Expect(row).ToContainTextAsync("对方说内容有误（422）");
            await Expect(desk.Page.Locator("[data-line='120']")).ToContainTextAsync("1 条");
            (await desk.Unreachable("线路", 20)).ShouldBeEmpty();
            await desk.Picture("lines-refused-light");
            await row.GetByText("再发一次").ClickAsync();
            await Expect(row).ToContainTextAsync("有人再发过");
            await Turn("up");
            await row.GetByText("再发一次").ClickAsync();
            await Expect(row).ToHaveCountAsync(0);

            await Turn("down");
            await Expect(desk.Page.Locator("[data-line='119']")).ToContainTextAsync("中断");
            var waits = await Offer("fire-rescue");
            await Expect(desk.Page.Locator($"[data-handover='{waits}']")).ToContainTextAsync("恢复后马上补发");
            await desk.Picture("lines-down-light");
            await using var phone = await (await demo.Open("duty", Device.Phone)).Go("/lines");
            await Expect(phone.Page.Locator($"[data-handover='{waits}']")).ToContainTextAsync("已电话报");
            await phone.Picture("lines-phone-light");
            await Turn("up");
            await Expect(desk.Page.Locator($"[data-handover='{waits}']")).ToHaveCountAsync(0);
        }
        finally
        {
            await Turn("up");
        }
        await Expect(desk.Page.Locator(".queue")).ToContainTextAsync("没有排队的移交");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Whoever_connects_a_line_sees_each_message_and_why_one_was_not_taken()
    {
        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/lines");
        var messages = desk.Page.Locator(".messages");
        await Expect(messages).ToContainTextAsync("最近的消息");
        var fire = await demo.Fire("看得到的消息");
        using var stranger = new HttpClient { BaseAddress = demo.Address };
        (await stranger.PostAsync(new Uri("/hotlines/110/messages", UriKind.Relative), null)).StatusCode.ShouldBe(
            System.Net.HttpStatusCode.Unauthorized
        );
        var unsigned = messages.Locator("li").Filter(new() { HasText = "没收下（401）" });
        await Expect(unsigned.First).ToContainTextAsync("签名无效");
        await messages.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "119", Exact = true }).ClickAsync();
        await Expect(unsigned).ToHaveCountAsync(0);
        await Expect(messages.Locator("li").Filter(new() { HasText = "报案" }).First).ToContainTextAsync("已收下");
        await desk.Picture("lines-messages-light");
        await using var duty = await (await demo.Open("duty", Device.Desk)).Go("/lines");
        var told = duty.Page.Locator(".messages li").Filter(new() { HasText = "报案" }).First;
        await told.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "看事件" }).ClickAsync();
        await duty.At($"/command#incident={fire}");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_line_of_the_countys_own_is_registered_gets_a_secret_is_changed_and_ends()
    {
        using var folder = new TempFolder();
        await using var own = await Demo.In(folder["data"]);
        await using var desk = await (await own.Open("operator", Device.Desk)).Go("/lines");
        var page = desk.Page;
        await page.GetByText("登记一条线路").ClickAsync();
        await page.GetByText("保存线路").ClickAsync();
        await Expect(page.Locator("[aria-invalid=true]").First).ToBeFocusedAsync();
        await page.GetByLabel("代码").FillAsync("qu");
        await page.GetByLabel("对方单位").FillAsync("区三台合一");
        await page.GetByLabel("119 消防").CheckAsync();
        await page.GetByLabel("110 公安").CheckAsync();
        await page.GetByLabel("对方网址").FillAsync("http://line.example/hook");
        await page.GetByText("保存线路").ClickAsync();
        await Expect(page.Locator(".register [aria-invalid=true]")).ToBeVisibleAsync();
        await page.GetByLabel("对方网址").FillAsync("");
        await page.GetByText("保存线路").ClickAsync();
        await Confirmed();
        var line = page.Locator("[data-registered='qu']");
        await Expect(line).ToContainTextAsync("/hotlines/qu-119/messages");
        await Expect(line).ToContainTextAsync("还没有密钥");
        await Expect(page.Locator("[data-line='qu-119']")).ToContainTextAsync("区三台合一");

        await line.GetByText("换密钥").ClickAsync();
        await line.GetByText("启用这把密钥").ClickAsync();
        var secret = await line.Locator("[data-given] code").InnerTextAsync();
        secret.ShouldStartWith("whsec_", Case.Sensitive);
        await line.GetByText("已抄好").ClickAsync();
        await Confirmed();
        await Expect(line).ToContainTextAsync("在用");
        (await page.ContentAsync()).ShouldNotContain(secret, Case.Sensitive);
        await line.GetByText("换密钥").ClickAsync();
        await line.GetByLabel("原来的密钥").SelectOptionAsync("1");
        await line.GetByText("启用这把密钥").ClickAsync();
        await line.GetByText("已抄好").ClickAsync();
        await Confirmed();
        await Expect(line.Locator("[data-secret]")).ToHaveCountAsync(2);
        await Expect(line.Locator("[data-secret]").Last).ToContainTextAsync("还收到");
        (await desk.Unreachable("线路", 40)).ShouldBeEmpty();
        await desk.Picture("lines-register-light", whole: true);
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await line.Locator("[data-secret]").Last.GetByText("马上作废").ClickAsync();
        await Confirmed();
        await Expect(line.Locator("[data-secret]").Last).ToContainTextAsync("已作废");

        await line.GetByRole(AriaRole.Button, new() { Name = "修改", Exact = true }).ClickAsync();
        await line.GetByLabel("对方单位").FillAsync("区应急联动中心");
        await line.GetByText("保存线路").ClickAsync();
        await Confirmed();
        await Expect(page.Locator("[data-line='qu-110']")).ToContainTextAsync("区应急联动中心");
        await line.GetByText("停用").ClickAsync();
        await Confirmed();
        await Expect(page.Locator("[data-line='qu-110']")).ToHaveCountAsync(0);
        await Expect(line).ToContainTextAsync("已停用");

        await using var phone = await (await own.Open("operator", Device.Phone)).Go("/lines");
        await phone.Page.GetByText("登记一条线路").TapAsync();
        await phone.Page.GetByLabel("代码").TapAsync();
        await Expect(phone.Page.GetByLabel("代码")).ToBeFocusedAsync();
        await phone.Picture("lines-register-phone-light", whole: true);

        // Another account confirms, and the page is opened again.
        async Task Confirmed()
        {
            await Expect(page.Locator("[data-waits]")).ToBeVisibleAsync();
            using var commander = await own.SignIn("commander");
            var waiting = (await commander.Get("/api/confirmations")).Is(200)["waiting"].EnumerateArray().Single();
            (await commander.Post($"/api/confirmations/{waiting.GetProperty("id").GetString()}/confirm", new { })).Is(200);
            await page.ReloadAsync();
        }
    }
}
