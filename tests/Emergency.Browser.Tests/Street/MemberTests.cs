using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>The secretary keeps the team: adds a member, changes a number, removes the member, and takes them back.</summary>
[Collection(nameof(StreetCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class MemberTests(Demo demo)
{
    private const string Community = "411502001001";

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task Account(string account, string member)
    {
        using var secretary = await demo.SignIn("secretary");
        using var street = await demo.SignIn("street");
        var asked = (
            await secretary.Post(
                "/api/accounts",
                new
                {
                    account,
                    password = Demo.Password,
                    reason = "新来的志愿者",
                    member = new { community = Community, member },
                    grants = new[] { new { role = "volunteer", scope = new { division = Community } } },
                }
            )
        ).Is(202);
        (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200).String("stage").ShouldBe("done");
    }

    private async Task<int> SignsIn(string account)
    {
        await using var nobody = await demo.Open(null, Device.Phone);
        var answer = await nobody.Context.APIRequest.PostAsync(
            "/api/session",
            new() { DataObject = new { account, password = Demo.Password } }
        );
        return answer.Status;
    }

    [Fact]
    public async Task A_member_is_added_changed_leaves_and_comes_back()
    {
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/street#communities");
        await Button(screen.Page.Locator(".communities"), "义阳社区").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = "值班" }).ClickAsync();
        var (members, sheet) = (screen.Page.Locator(".members"), screen.Page.Locator("dialog.sheet"));
        await Button(members, "逐个看").ClickAsync();

        await Button(members, "＋ 加一人").ClickAsync();
        await Button(sheet, "存").ClickAsync();
        await sheet.Locator("[name=member-name]").FillAsync("鄢拟青");
        await sheet.Locator("[name=member-phones]").FillAsync("13900000061、0376-6200061");
        await sheet.Locator("[name=member-role]").SelectOptionAsync("volunteer");
        await sheet.Locator("[name=member-skills]").FillAsync("急救、手语");
        await screen.Picture("street-member-add");
        await Button(sheet, "存").ClickAsync();
        var row = members.Locator("li[data-member]").Filter(new() { HasText = "鄢**" });
        await Expect(row).ToHaveCountAsync(1);

        await Button(row, "改 鄢**").ClickAsync();
        await Expect(sheet.Locator("[name=member-phones]")).ToHaveValueAsync("13900000061、0376-6200061");
        await sheet.Locator("[name=member-grid]").FillAsync("001001-G1");
        await Button(sheet, "存").ClickAsync();
        await Expect(row).ToContainTextAsync("001001-G1");

        // The member has an account of their own, which is closed at the leaving.
        await Account("member-leaves", (await row.GetAttributeAsync("data-member"))!);
        (await SignsIn("member-leaves")).ShouldBe(200);
        await Button(row, "鄢** 离队").ClickAsync();
        await Button(sheet, "离队").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Until.TrueAsync(async () => await SignsIn("member-leaves") == 401, "who left signs in no more");
        await members.Locator("details.former > summary").ClickAsync();
        var former = members.Locator("li[data-former]").Filter(new() { HasText = "鄢**" });
        await screen.Picture("street-members-former");
        await Button(former, "请回来：鄢**").ClickAsync();
        await sheet.Locator("[name=member-name]").FillAsync("鄢拟青");
        await sheet.Locator("[name=member-phones]").FillAsync("13900000061");
        await Button(sheet, "存").ClickAsync();
        await Expect(row).ToHaveCountAsync(1);
        await Expect(former).ToHaveCountAsync(0);
        (await screen.Unreachable("街道台", 30)).ShouldBeEmpty();
        await Button(row, "鄢** 离队").ClickAsync();
        await Button(sheet, "离队").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }
}
