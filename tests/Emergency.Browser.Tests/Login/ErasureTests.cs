using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

/// <summary>A person has left: the account is closed, and its personal data is destroyed when a second person agrees.</summary>
[Collection(nameof(LoginCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ErasureTests(Demo demo)
{
    [Fact]
    public async Task An_operator_closes_an_account_and_the_commander_confirms_that_its_owners_data_end()
    {
        using var keeper = await demo.SignIn("operator");
        using var commander = await demo.SignIn("commander");
        var made = (
            await keeper.Post(
                "/api/accounts",
                new
                {
                    account = "leaver",
                    person = "金拟雀",
                    phone = "13900000093",
                    password = Demo.Password,
                    grants = new[] { new { role = "county-duty", scope = new { division = "411502" } } },
                }
            )
        ).Is(202);
        (await commander.Post($"/api/confirmations/{made.String("confirmation")}/confirm", new { }))
            .Is(200)
            .String("stage")
            .ShouldBe("done");

        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/street");
        await desk.Page.Locator("button[aria-label='我的账号']").ClickAsync();
        await desk.Page.Locator("details.others summary").First.ClickAsync();
        await desk.Page.Locator("dialog input[type=search]").FillAsync("leaver");
        await desk.Page.Locator("dialog .others li button").First.ClickAsync();
        await desk.Page.Locator("dialog details.close summary").ClickAsync();
        await desk.Page.Locator("dialog details.close button").ClickAsync();
        await desk.Page.Locator("dialog details.erase summary").ClickAsync();
        await desk.Page.Locator("dialog details.erase select").SelectOptionAsync("term-over");
        await desk.Picture("account-erase");
        await desk.Page.Locator("dialog details.erase button").ClickAsync();
        await Expect(desk.Page.Locator("dialog details.erase [role=status]")).ToContainTextAsync("等另一人确认");

        await using var county = await (await demo.Open("commander", Device.Laptop)).Go("/command");
        await county.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "等我确认" }).ClickAsync();
        var one = county.Page.Locator("[data-confirmation]").Filter(new() { HasText = "leaver" });
        foreach (var text in (string[])["销毁停用账号的资料", "保存期满", "管理员 operator"])
            await Expect(one).ToContainTextAsync(text);
        await county.Picture("account-erase-confirm");
        await one.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(one).ToHaveCountAsync(0);
        // The line goes at the confirmation; the confirmed act follows right after.
        await Until.TrueAsync(
            async () => !(await keeper.Get("/api/accounts?limit=200")).Is(200).Text.Contains("金拟雀", StringComparison.Ordinal),
            "the name is destroyed"
        );
    }
}
