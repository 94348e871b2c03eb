using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 到期待处理: a year after, street, civil affairs and auditor decide with the mouse whether the data of callers and of people met at doors is
/// kept.
/// </summary>
[Long("a demo of its own under another clock")]
public sealed class RetentionTests
{
    private const string Community = "411502001001";

    private static async Task<string> Over(Demo demo)
    {
        using var street = await demo.SignIn("street");
        using var secretary = await demo.SignIn("secretary");
        var incident = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "楼道有烟味",
                    community = Community,
                    location = new { lon = 114.0685, lat = 32.1193 },
                    caller = new { name = "何试人", phone = "13900000087" },
                }
            )
        ).Is(201).String("id")!;
        (
            await street.Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = 114.0685,
                        lat = 32.1193,
                        metres = 5,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () => (await street.Get($"/api/incidents/{incident}/doors")).Is(200)["communities"].GetArrayLength() > 0,
            "doors are counted"
        );
        foreach (var name in (string[])["柏试鸣", "于试鹃"])
            (await secretary.Post($"/api/incidents/{incident}/doors/{Community}/visitors", new { state = "safe", name })).Is(200);
        (await street.Post($"/api/incidents/{incident}/withdraw", new { reason = "误报" })).Is(200);
        return incident;
    }

    private static ILocator Act(ILocator one, string name) => one.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task What_is_over_is_destroyed_by_two_offices_kept_until_a_day_archived_or_held_with_the_mouse()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        await Over(demo);
        (await demo.Server.End()).ShouldBe(0);
        await demo.Server.BeginOn(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddMonths(13));

        await using var street = await (await demo.Open("street", Device.Office)).Go("/street#confirm");
        var list = street.Page.GetByRole(AriaRole.Region, new() { Name = "到期待处理" });
        var (callers, visitors) = (list.Locator("[data-class=callers]"), list.Locator("[data-class=visitor]"));
        await Expect(visitors).ToHaveCountAsync(2);
        await Expect(callers).ToContainTextAsync("已期满");
        (await street.Unreachable("到期待处理", 40)).ShouldBeEmpty();
        await street.Picture("street-retention");

        // A hold for an inquiry covers the whole incident: nobody is asked to delete its data meanwhile.
        await Act(callers, "封存").ClickAsync();
        await callers.GetByLabel("至").FillAsync("2036-01-01");
        await callers.GetByLabel("理由").FillAsync("事故调查");
        await callers.Locator("form button").ClickAsync();
        await Expect(visitors.First).ToContainTextAsync("封存至 2036年1月1日");
        await Expect(Act(callers, "销毁")).ToHaveCountAsync(0);
        await street.Picture("street-retention-held");
        await Act(callers, "解除封存").ClickAsync();
        await Expect(list.GetByText("封存至 2036年1月1日")).ToHaveCountAsync(0);

        var (kept, archived) = (visitors.Filter(new() { HasText = "柏**" }), visitors.Filter(new() { HasText = "于**" }));
        await Act(kept, "留到某日").ClickAsync();
        await kept.GetByLabel("至").FillAsync("2036-01-01");
        await kept.GetByLabel("理由").FillAsync("还在复核");
        await street.Picture("street-retention-keep");
        await kept.Locator("form button").ClickAsync();
        await Expect(kept).ToHaveCountAsync(0);
        await Act(archived, "归档").ClickAsync();
        await archived.GetByLabel("理由").FillAsync("市里要留档");
        await archived.Locator("form button").ClickAsync();
        await Expect(archived).ToHaveCountAsync(0);
        await Act(callers, "销毁").ClickAsync();
        await callers.Locator("form button").ClickAsync();
        await Expect(callers).ToContainTextAsync("已申请销毁，等另一人确认");
        await list.GetByLabel("也列出未到期、续存和归档的").CheckAsync();
        await Expect(kept).ToContainTextAsync("续存至 2036年1月1日");
        await Expect(archived).ToContainTextAsync("已归档");
        await street.Picture("street-retention-all");

        await using var civil = await (await demo.Open("civil", Device.Laptop)).Go("/command");
        await civil.Page.GetByRole(AriaRole.Button, new() { Name = "到期待处理" }).ClickAsync();
        await Expect(civil.Page.Locator("dialog [data-class=callers]")).ToContainTextAsync("已申请销毁");
        await civil.Picture("command-retention");
        await civil.Page.Keyboard.PressAsync("Escape");
        await civil.Page.GetByRole(AriaRole.Button, new() { Name = "等我确认" }).ClickAsync();
        var one = civil.Page.Locator("[data-confirmation]").Filter(new() { HasText = "销毁报警人的姓名和电话" });
        await Act(one, "确认").ClickAsync();
        await Expect(one).ToHaveCountAsync(0);
        await Expect(callers).ToHaveCountAsync(0);

        await using var auditor = await (await demo.Open("auditor", Device.Laptop)).Go("/command");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "到期待处理" }).ClickAsync();
        await auditor.Page.GetByLabel("也列出未到期、续存和归档的").CheckAsync();
        var seen = auditor.Page.Locator("dialog [data-class=visitor]");
        await Expect(seen).ToHaveCountAsync(2);
        await Expect(Act(seen.First, "封存")).ToBeVisibleAsync();
        await Expect(Act(seen.First, "归档")).ToHaveCountAsync(0);
        await auditor.Picture("auditor-retention");
    }
}
