using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

[Collection(nameof(LoginCollection))]
public sealed class LoginTests(Demo demo)
{
    [Theory]
    [InlineData("commander", "/command")]
    [InlineData("street", "/street")]
    [InlineData("secretary", "/street")]
    [InlineData("secretary", "/team", true)]
    [InlineData("grid", "/team")]
    [Long("a sign-in and a first page for each role")]
    public async Task Whoever_signs_in_lands_on_the_page_of_the_role(string account, string page, bool phone = false)
    {
        await using var screen = await (await demo.Open(null, phone ? Device.Phone : Device.Desk)).Go("/");
        await screen.Page.FillAsync("[name=account]", account);
        await screen.Page.FillAsync("[name=password]", Demo.Password);
        await screen.Page.PressAsync("[name=password]", "Enter");
        await screen.At(page);
        await Expect(screen.Page.Locator("h1").First).ToBeVisibleAsync();
    }

    [Fact]
    [MainAct("login")]
    public async Task Whoever_is_not_signed_in_is_sent_to_sign_in_and_comes_back()
    {
        await using var screen = await (await demo.Open(null, Device.Phone)).Go("/team#tasks");
        await screen.At("/login?to=%2Fteam%23tasks");
        await screen.Page.FillAsync("[name=account]", "secretary");
        await screen.Page.FillAsync("[name=password]", Demo.Password);
        await screen.Page.PressAsync("[name=password]", "Enter");
        await screen.At("/team#tasks");
    }
}
