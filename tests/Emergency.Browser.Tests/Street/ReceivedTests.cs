using Emergency.Browser.Tests.Command;
using Emergency.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>移交给我们的: civil affairs see the people whom an incident hands over to them, take them and end the case.</summary>
[Collection(nameof(StreetCollection))]
public sealed class ReceivedTests(Demo demo)
{
    [Fact]
    public async Task Civil_affairs_read_what_is_handed_over_to_them_take_it_and_end_it()
    {
        var fire = await demo.Fire("移交民政的火", 114.05, 32.10);
        using var duty = await demo.SignIn("duty");
        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        await Expect(civil.Page.Locator("section.received")).ToBeVisibleAsync();
        var offered = (
            await duty.Post($"/api/incidents/{fire}/handovers", new { kind = "civil-affairs", text = "七岁，奶奶送医，没人照料" })
        ).Is(201);
        var row = civil.Page.Locator($"[data-handover='{offered.String("id")}']");
        await Expect(row).ToContainTextAsync("没接");
        await Expect(civil.Page.Locator("[data-handed-over] b")).Not.ToHaveTextAsync("0");
        await row.Locator("[data-act=open]").ClickAsync();
        await Expect(civil.Page.Locator("[data-said]")).ToHaveTextAsync("七岁，奶奶送医，没人照料");
        await civil.Picture("civil-received");
        await civil.Page.Locator("[data-act=accept]").ClickAsync();
        await Expect(row).ToContainTextAsync("已接");
        await row.Locator("[data-act=open]").ClickAsync();
        await civil.Page.Locator("[data-act=complete]").ClickAsync();
        await civil.Page.Locator("[name=text]").FillAsync("已送区福利院");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }
}
