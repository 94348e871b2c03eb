using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>A request of one account waits for another to confirm: 等我确认 at the street and on the county's desk.</summary>
[Collection(nameof(RegisterCollection))]
public sealed class ConfirmTests(Demo demo)
{
    private const string County = "411502",
        Community = "411502001001";

    private static object Volunteer(string account, string member) =>
        new
        {
            account,
            password = Demo.Password,
            reason = "新来的志愿者",
            member = new { community = Community, member = Derived.Register("member", County, member) },
            grants = new[] { new { role = "volunteer", scope = new { division = Community } } },
        };

    [Fact]
    [MainAct("/street#confirm")]
    public async Task The_street_sees_at_once_what_a_secretary_asks_refuses_one_with_a_reason_and_confirms_the_other()
    {
        using var secretary = await demo.SignIn("secretary");
        await using var street = await (await demo.Open("street", Device.Office)).Go("/street#confirm");
        var list = street.Page.GetByRole(AriaRole.Region, new() { Name = "等我确认" });
        // Requests of other tests to this street stay.
        await Expect(list).ToContainTextAsync("须由另一人确认");
        var (wrong, right) = (
            (await secretary.Post("/api/accounts", Volunteer("not-this-one", "M000036"))).Is(202),
            (await secretary.Post("/api/accounts", Volunteer("this-one", "M000038"))).Is(202)
        );
        ILocator Of(Answer asked) => list.Locator($"[data-confirmation='{asked.String("confirmation")}']");
        await Expect(Of(right)).ToContainTextAsync("新建社区账号");
        foreach (var text in (string[])["this-one", "志愿者", "新来的志愿者", "社区书记 secretary", "前有效"])
            await Expect(Of(right)).ToContainTextAsync(text);
        (await street.Unreachable("等我确认", 40)).ShouldBeEmpty();
        await street.Picture("street-confirm");

        await Of(wrong).GetByRole(AriaRole.Button, new() { Name = "不同意" }).ClickAsync();
        await Of(wrong).GetByLabel("理由").FillAsync("这位已有账号");
        await Of(wrong).GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();
        await Expect(Of(wrong)).ToHaveCountAsync(0);
        await Of(right).GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(Of(right)).ToHaveCountAsync(0);
        (await demo.SignIn("this-one")).Dispose();

        await using var asker = await (await demo.Open("secretary", Device.Office)).Go("/street#confirm");
        var mine = asker.Page.GetByRole(AriaRole.Region, new() { Name = "我申请的" });
        await Expect(mine.Locator($"[data-asked='{wrong.String("confirmation")}']")).ToContainTextAsync("未同意：这位已有账号");
        await Expect(mine.Locator($"[data-asked='{right.String("confirmation")}']")).ToContainTextAsync("已确认");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_commander_confirms_a_reset_and_its_owner_is_told_and_chooses_a_password_of_their_own()
    {
        using var keeper = await demo.SignIn("operator");
        using var commander = await demo.SignIn("commander");
        var made = (
            await keeper.Post(
                "/api/accounts",
                new
                {
                    account = "forgetful",
                    password = Demo.Password,
                    grants = new[] { new { role = "county-duty", scope = new { division = County } } },
                }
            )
        ).Is(202);
        (await commander.Post($"/api/confirmations/{made.String("confirmation")}/confirm", new { }))
            .Is(200)
            .String("stage")
            .ShouldBe("done");
        await using var desk = await (await demo.Open("commander", Device.Laptop)).Go("/command");
        var reset = (
            await keeper.Post($"/api/accounts/{made.String("account")}/password", new { password = "handed-over-1", reason = "忘记密码" })
        ).Is(202);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "等我确认 1" }).ClickAsync();
        var one = desk.Page.Locator($"[data-confirmation='{reset.String("confirmation")}']");
        foreach (var text in (string[])["重置密码", "forgetful", "忘记密码", "管理员 operator"])
            await Expect(one).ToContainTextAsync(text);
        await desk.Picture("command-confirm");
        await one.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(one).ToHaveCountAsync(0);

        await using var owner = await (await demo.Open(null, Device.Phone)).Go("/login");
        await owner.Page.GetByLabel("账号", new() { Exact = true }).FillAsync("forgetful");
        await owner.Page.Locator("#password").FillAsync("handed-over-1");
        await owner.Page.Locator("#password").PressAsync("Enter");
        await Expect(owner.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("您的密码由 管理员 operator 于");
        await owner.Picture("login-reset");
        await owner.Page.Locator("#new").FillAsync("my-own-8462");
        await owner.Page.Locator("#again").FillAsync("my-own-8462");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "设置新密码" }).ClickAsync();
        await owner.At("/command");
        (await demo.Server.SignIn("forgetful", "my-own-8462")).Dispose();
    }
}
