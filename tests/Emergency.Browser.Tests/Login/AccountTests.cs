using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

/// <summary>The list of an account's sessions, and ending one elsewhere.</summary>
[Collection(nameof(LoginCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class AccountTests(Demo demo)
{
    [Fact]
    public async Task Somebody_ends_the_session_of_another_device_and_that_one_stands_at_the_sign_in_at_once()
    {
        await using var other = await (await demo.Open("duty", Device.Desk)).Go("/command");
        await Expect(other.Page.Locator("h1")).ToBeVisibleAsync();
        await using var own = await (await demo.Open("duty", Device.Desk)).Go("/command");
        await own.Page.Locator("button[aria-label='我的账号']").ClickAsync();
        var rows = own.Page.Locator("dialog [data-device]");
        await Expect(rows.Filter(new() { HasText = "本机" })).ToHaveCountAsync(1);
        await own.Picture("account-desk");
        // Other tests are signed in as duty too; the session used last comes first.
        var device = await Session(other);
        await own.Page.Locator($"[data-device='{device}'] button").ClickAsync();
        await Expect(own.Page.Locator($"[data-device='{device}']")).ToHaveCountAsync(0);
        await other.At("/login?to=%2Fcommand");
        await Expect(own.Page.Locator("dialog")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_operator_signs_out_a_lost_phone_and_what_it_had_not_sent_is_sent_after_signing_in_again()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"{field.Page}#doors"));
        await phone.Tap("a.door");
        await Expect(phone.Page.Locator("button.safe")).ToBeVisibleAsync();
        await phone.Offline(true);
        await phone.Tap("button.safe");
        var device = await Session(phone.Screen);

        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/street");
        await desk.Page.Locator("button[aria-label='我的账号']").ClickAsync();
        await desk.Page.Locator("details.others summary").ClickAsync();
        await desk.Page.Locator("dialog input[type=search]").FillAsync("secretary");
        await desk.Page.Locator("dialog .others li button").First.ClickAsync();
        await desk.Page.Locator($"[data-device='{device}'] button").ClickAsync();
        await Expect(desk.Page.Locator($"[data-device='{device}']")).ToHaveCountAsync(0);
        await desk.Picture("account-operator");

        await phone.Offline(false);
        await Expect(phone.Page.Locator("[name=account]")).ToBeVisibleAsync();
        await phone.Page.FillAsync("[name=account]", "secretary");
        await phone.Page.FillAsync("[name=password]", Demo.Password);
        await phone.Page.PressAsync("[name=password]", "Enter");
        await Until.TrueAsync(
            async () => (await field.Doors()).Households.Count(one => one.GetProperty("settled").GetBoolean()) == 1,
            "what waited on the phone is told"
        );
    }

    [Fact]
    public async Task Who_signs_out_while_the_server_cannot_be_reached_is_signed_out_as_soon_as_it_can()
    {
        await using var desk = await (await demo.Open("duty", Device.Desk)).Go("/command");
        await Expect(desk.Page.Locator("h1")).ToBeVisibleAsync();
        await desk.Context.SetOfflineAsync(true);
        await desk.Page.Locator("button[aria-label='退出']").ClickAsync();
        await Expect(desk.Page.Locator("h1").Filter(new() { HasText = "浉河区" })).ToHaveCountAsync(0);
        await desk.Context.SetOfflineAsync(false);
        // The page goes on to the sign-in by itself; no name is shown there.
        await Expect(desk.Page.Locator("[name=account]")).ToBeVisibleAsync();
        await desk.Go("/command");
        await Expect(desk.Page.Locator("[name=account]")).ToBeVisibleAsync();
        (await desk.Page.EvaluateAsync<int>("fetch('/api/session').then((answer) => answer.status)")).ShouldBe(401);
    }

    [Fact]
    public async Task Who_signs_out_on_another_page_leaves_nothing_on_the_phone_that_can_be_read()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.Page.GotoAsync("/street");
        await phone.Tap("button[aria-label='设置']");
        await phone.Tap("button[aria-label='退出']");
        await Expect(phone.Page.Locator("[name=account]")).ToBeVisibleAsync();
        await phone.KeepsNothing("kept", "keys");
        // Nothing of it is shown either where the page is opened from the phone alone.
        await phone.Offline(true);
        await phone.OpenAnew("/team");
        await Expect(phone.Page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(phone.Page.Locator(".building")).ToHaveCountAsync(0);
        await phone.Offline(false);
    }

    [Fact]
    public async Task A_phone_shows_where_it_is_signed_in()
    {
        await using var phone = new Phone(await (await demo.Open("volunteer", Device.Phone)).Go("/team"));
        await phone.TapText("我的账号");
        await Expect(phone.Page.Locator("dialog [data-device]").Filter(new() { HasText = "本机" })).ToHaveCountAsync(1);
        await phone.Screen.Picture("account-phone");
    }

    /// <summary>The id of a screen's session: the part of its cookie before the dot.</summary>
    private static async Task<string> Session(Screen screen)
    {
        var token = (await screen.Context.CookiesAsync()).Single(cookie => cookie.Name == "emergency-session").Value;
        return Guid.ParseExact(token.Split('.')[0], "N").ToString();
    }
}
