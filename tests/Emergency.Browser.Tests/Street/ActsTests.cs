using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>Acts of the street in a community and on its requests, bad input included.</summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ActsTests(Demo demo)
{
    // The day is quiet in 滨河轩社区: no other test opens an incident there. 义阳社区 is the demo secretary's own.
    private const string Community = "411502001018",
        Name = "中山社区",
        Quiet = "411502001020",
        Yiyang = "411502001001";

    private async Task<Screen> Desk(string part) => await (await demo.Open("street", Device.Office)).Go($"/street#{part}");

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task Open(Screen screen, string community, string part)
    {
        await Button(screen.Page.Locator(".communities"), community).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = part }).ClickAsync();
        await Expect(screen.Page.Locator("#drawer-part [aria-busy]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_promised_to_a_task_is_handed_out_against_a_name_and_taken_back()
    {
        using var street = await demo.SignIn("street");
        var lots = (await street.Get($"/api/communities/{Community}/supplies?limit=200")).Is(200)["items"].EnumerateArray().ToList();
        var lot = lots.First(one => one.GetProperty("free").GetInt32() >= 3);
        var (id, name, task) = (lot.GetProperty("id").GetString(), lot.GetProperty("name").GetString()!, Guid.CreateVersion7());
        (await street.Post($"/api/communities/{Community}/supplies/{id}/reserve", new { task, quantity = 3 })).Is(200);
        await using var screen = await Desk("communities");
        await Open(screen, Name, "物资");
        var row = screen.Page.Locator("#drawer-part section .row").Filter(new() { HasText = name });
        await Button(row, "发放").ClickAsync();
        await Expect(Button(row, "发放")).ToBeVisibleAsync();
        await row.Locator("[name=receiver]").FillAsync("   ");
        await Button(row, "发放").ClickAsync();
        await Expect(row.Locator("[name=receiver]")).ToHaveValueAsync("");
        await row.Locator("[name=receiver]").FillAsync("例试签");
        (await screen.Unreachable("街道台", 60)).ShouldBeEmpty();
        await screen.Picture("street-issue");
        await Button(row, "发放").ClickAsync();
        await Expect(row.Locator("[name=back]")).ToHaveValueAsync("3");
        await row.Locator("[name=back]").FillAsync("4");
        await Button(row, "收回").ClickAsync();
        (await row.Locator("[name=back]").EvaluateAsync<bool>("field => field.validity.rangeOverflow")).ShouldBeTrue(
            "more than was handed out cannot come back"
        );
        await row.Locator("[name=back]").FillAsync("2");
        await Button(row, "收回").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        (await street.Get($"/api/communities/{Community}/supplies?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == id)
            .GetProperty("quantity")
            .GetInt32()
            .ShouldBe(lot.GetProperty("quantity").GetInt32() - 1, "what did not come back is used up");
    }

    [Fact]
    public async Task A_count_below_what_is_handed_out_is_refused_in_words_and_a_right_one_is_written()
    {
        using var street = await demo.SignIn("street");
        var lot = (await street.Get($"/api/communities/{Quiet}/supplies?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => one.GetProperty("free").GetInt32() >= 2);
        var (id, name, task) = (lot.GetProperty("id").GetString(), lot.GetProperty("name").GetString()!, Guid.CreateVersion7());
        (await street.Post($"/api/communities/{Quiet}/supplies/{id}/reserve", new { task, quantity = 2 })).Is(200);
        (await street.Post($"/api/communities/{Quiet}/supplies/{id}/issue", new { task, receivedBy = "例试签" })).Is(200);
        await using var screen = await Desk("communities");
        await Open(screen, "滨河轩社区", "物资");
        var row = screen.Page.Locator($"#drawer-part li[data-lot='{id}']");
        await row.GetByRole(AriaRole.Button, new() { Name = $"盘点 {name}" }).ClickAsync();
        foreach (var bad in (string[])["", "-1", "2.5"])
        {
            await row.Locator("[name=counted]").FillAsync(bad);
            await row.Locator("button.primary").ClickAsync();
            (await row.Locator("[name=counted]").EvaluateAsync<bool>("field => field.validity.valid")).ShouldBeFalse(bad);
        }
        await row.Locator("[name=counted]").FillAsync("1");
        await row.Locator("button.primary").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("不能少于已发出的");
        await row.Locator("[name=counted]").FillAsync("9");
        await row.Locator("button.primary").ClickAsync();
        await Expect(row).ToContainTextAsync("7 / 9");
        await Expect(row.Locator("[name=counted]")).ToHaveCountAsync(0);
        (await street.Post($"/api/communities/{Quiet}/supplies/{id}/return", new { task, quantity = 2 })).Is(200);
    }

    [Fact]
    public async Task A_submitted_plan_is_read_given_back_with_its_reason_and_approved_when_it_comes_again()
    {
        using var secretary = await demo.SignIn("secretary");
        var standing = (await secretary.Get($"/api/communities/{Yiyang}/plan")).Is(200);
        var file = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "DemoData", "data", $"plan-{Yiyang}.yaml"),
            TestContext.Current.CancellationToken
        );
        var version = $"2026-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}";
        using var bytes = new StringContent(
            file.Replace("version: 2026-1", $"version: {version}", StringComparison.Ordinal),
            System.Text.Encoding.UTF8,
            "application/yaml"
        );
        (await secretary.Send(HttpMethod.Post, $"/api/imports/plans?division={Yiyang}&file=plan.yaml", bytes)).Is(200);
        (await secretary.Post($"/api/communities/{Yiyang}/plan/submit", new { })).Is(200);
        await using var screen = await Desk("communities");
        await Open(screen, "义阳社区", "预案");
        var part = screen.Page.Locator("#drawer-part");
        await Expect(part).ToContainTextAsync(version);
        await part.Locator("summary").First.ClickAsync();
        await Expect(part.Locator("details ol li").First).ToBeVisibleAsync();
        (await screen.Unreachable("街道台", 100)).ShouldBeEmpty();
        await screen.Picture("street-plan-submitted");
        await Button(part, "退回").ClickAsync();
        await part.Locator("[name=reason]").FillAsync("  ");
        await Button(part, "退回").ClickAsync();
        await Expect(part.Locator("[name=reason]")).ToBeVisibleAsync();
        await part.Locator("[name=reason]").FillAsync("缺停电时的氧气");
        await Button(part, "退回").ClickAsync();
        await Expect(part).ToContainTextAsync("缺停电时的氧气");
        await Expect(Button(part, "同意")).ToHaveCountAsync(0);
        (await secretary.Post($"/api/communities/{Yiyang}/plan/submit", new { })).Is(200);
        await Button(part, "同意").ClickAsync();
        await Expect(part.Locator("dd").First).ToHaveTextAsync(version);
        await Expect(part).ToContainTextAsync("生效版本");
        standing["inForce"]
            .GetProperty("cards")
            .GetArrayLength()
            .ShouldBe((await secretary.Get($"/api/communities/{Yiyang}/plan")).Is(200)["inForce"].GetProperty("cards").GetArrayLength());
    }

    [Fact]
    public async Task A_name_is_shown_after_a_reason_and_for_a_minute_only()
    {
        await using var screen = await demo.Open("street", Device.Office);
        await screen.Page.Clock.InstallAsync();
        await screen.Go("/street#communities");
        await Open(screen, Name, "重点关爱");
        await screen.Page.Locator("#drawer-part .residents tbody tr.row").First.GetByRole(AriaRole.Button).ClickAsync();
        var person = screen.Page.Locator("dialog.drawer");
        var name = person.Locator("h2");
        var masked = await name.InnerTextAsync();
        masked.ShouldEndWith("**");
        await Button(person, "看姓名").ClickAsync();
        await person.Locator("[name=reason]").FillAsync("核对探访");
        var shown = await screen.Answer(
            "/reveal",
            () => person.Locator("form button.primary").ClickAsync(),
            name.Filter(new() { HasNotText = masked })
        );
        shown.GetProperty("accessId").GetString().ShouldNotBeNullOrEmpty();
        await Expect(name).Not.ToHaveTextAsync(masked);
        await screen.Page.Clock.FastForwardAsync("00:50");
        await Expect(name).Not.ToHaveTextAsync(masked);
        await screen.Page.Clock.FastForwardAsync("00:11");
        await Expect(name).ToHaveTextAsync(masked);
        // The next look at a name has a reason of its own.
        await Button(person, "看姓名").ClickAsync();
        await Expect(person.Locator("[name=reason]")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_stopped_order_is_approved_and_one_that_went_out_unlisted_is_looked_at_afterwards()
    {
        using var department = await demo.SignIn("department");
        using var commander = await demo.SignIn("commander");
        var (stopped, went) = ($"请社区填报门店统计 {Guid.CreateVersion7()}", $"请立即清点地下车库 {Guid.CreateVersion7()}");
        (
            await department.Post(
                "/api/orders",
                new
                {
                    issuer = "department",
                    receivers = new[] { Quiet },
                    text = stopped,
                    matter = "shop-survey",
                }
            )
        ).Is(201);
        (
            await commander.Post(
                "/api/orders",
                new
                {
                    issuer = "command",
                    receivers = new[] { Quiet },
                    text = went,
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        await using var screen = await Desk("orders");
        var waiting = screen.Page.Locator("li").Filter(new() { HasText = stopped });
        await Expect(waiting).ToContainTextAsync("部门");
        await Button(waiting, "同意").ClickAsync();
        await Expect(screen.Page.Locator("section").First.Locator("li").Filter(new() { HasText = stopped })).ToHaveCountAsync(0);
        var unlisted = screen.Page.Locator("li").Filter(new() { HasText = went });
        await Expect(unlisted).ToContainTextAsync("应急指挥机构");
        await unlisted.Locator("[name=note]").FillAsync("紧急，已补记");
        (await screen.Unreachable("街道台", 30)).ShouldBeEmpty();
        await screen.Picture("street-orders-unlisted");
        await Button(unlisted, "已看").ClickAsync();
        await Expect(unlisted).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_request_for_goods_is_refused_only_with_a_reason()
    {
        using var street = await demo.SignIn("street");
        var fire = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "演示：中山社区要器材",
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
                new { needs = new[] { new { item = "破拆工具组", quantity = 2 } } }
            )
        ).Is(200);
        await using var screen = await Desk("goods");
        var row = screen.Page.Locator("li").Filter(new() { HasText = "破拆工具组 × 2" });
        await Button(row, "退回").ClickAsync();
        await row.Locator("[name=reason]").FillAsync(" ");
        await Button(row, "退回").ClickAsync();
        await Expect(row.Locator("[name=reason]")).ToBeVisibleAsync();
        await row.Locator("[name=reason]").FillAsync("请先用邻近社区的");
        await Button(row, "退回").ClickAsync();
        await Expect(row).ToContainTextAsync("已退回");
    }

    [Fact]
    public async Task A_server_that_went_away_refuses_nothing_silently()
    {
        await using var screen = await Desk("communities");
        await Open(screen, Name, "值班");
        await screen.Page.Locator(".days button").Nth(4).ClickAsync();
        await Expect(screen.Page.Locator("#drawer-part [aria-busy]")).ToHaveCountAsync(0);
        await screen.Page.ClickAsync("[name=member]");
        await screen.Page.Locator("[data-pick=member] [role=option]").First.ClickAsync();
        await screen.Page.RouteAsync("**/team/duty", route => route.AbortAsync());
        await screen.Page.Locator("form.add button.primary").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("没连上服务器，没有存上");
        (await screen.Page.Locator("[name=member]").InputValueAsync()).ShouldNotBeEmpty("what was chosen stays");
    }
}
