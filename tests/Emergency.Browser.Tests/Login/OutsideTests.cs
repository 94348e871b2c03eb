using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

/// <summary>Signs in through an external issuer, from the button there and back.</summary>
[Long("a demo of its own with an issuer beside it")]
public sealed class OutsideTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private TestIssuer _issuer = null!;
    private Demo _demo = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.Open();
        const string mapping = """
            { "account": "staff", "create": true, "units": [{ "claim": "unit", "value": "审计局", "role": "auditor", "division": "411502" }] }
            """;
        _demo = await Demo.With(_issuer.Options(_folder, mapping));
    }

    public async ValueTask DisposeAsync()
    {
        await _demo.DisposeAsync();
        await _issuer.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Somebody_goes_to_the_issuer_and_comes_back_signed_in_or_is_told_why_not()
    {
        await using var screen = await (await _demo.Open(null, Device.Phone)).Go("/login");
        var outside = screen.Page.GetByRole(AriaRole.Button, new() { Name = "用省统一认证登录" });
        await Expect(outside).ToBeVisibleAsync();
        await screen.Picture("login-outside-phone");
        (_issuer.Says["staff"], _issuer.Says["unit"]) = ("staff-99", "别的单位");
        await outside.ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("您在统一身份认证里是 staff-99，但这里没有您的账号");
        await screen.At("/login");
        (await screen.Unreachable("应急协同", 40)).ShouldBeEmpty();
        await screen.Picture("login-outside-nobody-phone");

        _issuer.Refuses = true;
        await outside.ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("没有让您登录");
        _issuer.Refuses = false;

        _issuer.Says["unit"] = "审计局";
        await outside.ClickAsync();
        await screen.At("/audit");
    }
}
