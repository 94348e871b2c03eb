using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// The record of who read what, the yearly audit of children's records, and withdrawn approvals. All persons are fictitious.
/// </summary>
[Collection(nameof(RegisterCollection))]
public sealed class AuditTests(Demo demo)
{
    private const string Community = "411502001001",
        Residents = $"/api/communities/{Community}/residents";

    private static ILocator Tab(Screen screen, string name) => screen.Page.GetByRole(AriaRole.Tab, new() { Name = name });

    [Fact]
    [TenMinutes(16)]
    [MainAct("/audit")]
    public async Task The_auditor_sees_readings_without_names_opens_a_reason_and_prints_the_year()
    {
        using var secretary = await demo.SignIn("secretary");
        var someone = (await secretary.Post($"/api/divisions/{Community}/residents/find", new { words = "拟" })).Is(200);
        someone["recorded"].GetBoolean().ShouldBeTrue();
        await using var screen = await demo.Open("auditor", Device.Office);
        await screen.Go("/audit");
        var row = screen.Page.Locator("tr", new() { HasText = "查找" }).First;
        await Expect(row).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync("义阳社区");
        await row.GetByRole(AriaRole.Button, new() { Name = "看为什么" }).ClickAsync();
        await Expect(row).ToContainTextAsync("拟");
        await screen.Picture("audit-readings");
        await Tab(screen, "未成年人年度审计").ClickAsync();
        await Expect(screen.Page.Locator("[data-figure=children] dd")).Not.ToHaveTextAsync("0");
        await screen.Picture("audit-minors");
        (await screen.Unreachable("年未成年人信息查阅审计", 10)).ShouldBeEmpty();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_auditor_sees_readings_by_reader_and_answers_who_has_read_about_somebody()
    {
        using var secretary = await demo.SignIn("secretary");
        var person = (await secretary.Get($"{Residents}?limit=50"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => !one.GetProperty("minor").GetBoolean())
            .GetProperty("personId")
            .GetString()!;
        (await secretary.Post($"{Residents}/{person}/reveal", new { reason = "本人来问" })).Is(200);
        await using var screen = await demo.Open("auditor", Device.Office);
        await screen.Go("/audit");
        await Tab(screen, "按谁看的").ClickAsync();
        var reader = screen.Page.Locator("tr", new() { HasText = "书记" }).First;
        await Expect(reader).ToContainTextAsync("看姓名");
        await screen.Picture("audit-readers");
        await Tab(screen, "查阅记录").ClickAsync();
        var row = screen.Page.Locator("tr", new() { HasText = "看姓名" }).First;
        await row.GetByRole(AriaRole.Button, new() { Name = "还有谁看过" }).ClickAsync();
        await Expect(screen.Page.Locator("input[name=audit-person]")).ToHaveValueAsync(person);
        var found = screen.Page.Locator("tbody tr", new() { HasText = "看姓名" });
        await Expect(found.First).ToContainTextAsync("书记");
        await screen.Picture("audit-person");
        await screen.Page.Locator("input[name=audit-person]").FillAsync("12");
        await Expect(screen.Page.GetByText("编号不对")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "查", Exact = true })).ToBeDisabledAsync();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task An_approval_is_seen_with_its_term_and_withdrawn_with_one_press()
    {
        using var director = await demo.SignIn("child");
        using var street = await demo.SignIn("street");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime);
        var term = new
        {
            role = "child-director",
            from = today,
            to = today.AddDays(9),
        };
        var asked = (await director.Post($"{Residents}/approvals", term)).Is(202);
        (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200);
        await using var screen = await demo.Open("street", Device.Office);
        await screen.Go($"/street?community={Community}#residents");
        await Tab(screen, "看孩子姓名").ClickAsync();
        var mine = screen.Page.Locator("[data-approval=child-director]").Filter(new() { HasText = "有效" });
        await Expect(mine).ToHaveCountAsync(1);
        await screen.Picture("approvals");
        await mine.GetByRole(AriaRole.Button, new() { Name = "撤销" }).ClickAsync();
        await Expect(mine).ToHaveCountAsync(0);
        (await director.Get($"{Residents}/approvals"))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldNotContain(one => one.GetProperty("role").GetString() == "child-director" && one.GetProperty("holds").GetBoolean());
    }
}
