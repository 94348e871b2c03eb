using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>Each page in its longest language, from the smallest phone to the wall and at 200 %: nothing off the screen, nothing cut, and on a phone nothing smaller than a finger.</summary>
[Collection(nameof(FieldCollection))]
public sealed class PageLayoutTests(Demo demo)
{
    [Theory]
    [InlineData("street", "/street?lang=en#readiness")]
    [InlineData("street", "/street?lang=en#communities")]
    [InlineData("street", "/street?lang=en#goods")]
    [InlineData("street", "/street?lang=en#orders")]
    [InlineData("street", "/street?lang=en#shelters")]
    [InlineData("street", "/street?lang=en#confirm")]
    [InlineData("street", "/street?lang=en#imports")]
    [InlineData("street", "/drills?lang=en")]
    [InlineData("secretary", "/team?lang=en")]
    [InlineData(null, "/login?lang=en")]
    [InlineData(null, "/public?lang=en")]
    public async Task A_page_stands_whole_on_every_window(string? account, string address)
    {
        var name = address.Replace("?lang=en", "", StringComparison.Ordinal).Replace('#', '-').Trim('/');
        await using (var phone = await (await demo.Open(account, Device.SmallPhone)).Go(address))
            await Whole(phone, Layout.Phones, name);
        await using var screen = await (await demo.Open(account, Device.Office)).Go(address);
        await Whole(screen, Layout.Desks, name);
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{name} in forced colours");
        await screen.Picture($"layout-{name}-forced");
    }

    /// <param name="least">Below it the page scrolls sideways, and says so at its place; CSS pixels.</param>
    [Theory]
    [InlineData("commander", "/command?lang=en", 960)]
    [InlineData("duty", "/warnings?lang=en", 1440)]
    public async Task A_desk_stands_whole_from_its_least_width(string account, string address, int least)
    {
        var name = address.Replace("?lang=en", "", StringComparison.Ordinal).Trim('/');
        await using var screen = await (await demo.Open(account, Device.Office)).Go(address);
        await Whole(screen, Layout.Desks.Where(width => width >= least), name);
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{name} in forced colours");
        await screen.Picture($"layout-{name}-forced");
    }

    private static async Task Whole(Screen screen, IEnumerable<int> widths, string name)
    {
        await Assertions.Expect(screen.Page.Locator("h1, h2").First).ToBeAttachedAsync();
        await Assertions.Expect(screen.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        foreach (var width in widths)
        {
            await screen.Page.SetViewportSizeAsync(width, 900);
            (await screen.Faults(Layout.Script(Layout.Finger(width)))).ShouldBeEmpty($"{name} {width}");
            await screen.Picture($"layout-{name}-{width}");
        }
    }
}
