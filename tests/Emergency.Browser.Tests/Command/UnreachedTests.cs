using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A demo whose gateway does not answer: nobody's phone rings.</summary>
public sealed class SilentDemo() : Demo(null, "--hotlines:voice:url", "http://127.0.0.1:9");

[CollectionDefinition(nameof(SilentCollection))]
public sealed class SilentCollection : ICollectionFixture<SilentDemo>;

/// <summary>
/// A person whom no ring has reached stands in red at the incident. This waits for a minute of wall-clock time: two rings last so long.
/// </summary>
[Collection(nameof(SilentCollection))]
public sealed class UnreachedTests(SilentDemo demo)
{
    private const float TwoRings = 120_000;

    [Fact]
    [Long("somebody is rung twice in vain, in a demo of its own")]
    public async Task Who_was_rung_twice_in_vain_stands_in_red_at_the_incident_until_somebody_has_dialled()
    {
        var fire = await demo.RunningFire("例园小区叫人");
        await using var desk = await (await demo.Open("duty", Device.Desk)).Go($"/command#incident={fire}");
        var chip = desk.Page.Locator("button.unreached");
        await Expect(chip).ToContainTextAsync("没叫到", new() { Timeout = TwoRings });
        await chip.ClickAsync();
        var rows = desk.Page.Locator("li[data-call]");
        await Expect(rows.First).ToContainTextAsync("救人任务");
        await Expect(rows.First).ToContainTextAsync("短信 没发出");
        await desk.Picture("desk-unreached");
        var call = await rows.First.GetAttributeAsync("data-call");
        var one = desk.Page.Locator($"li[data-call='{call}']");
        await one.GetByText("应答了").ClickAsync();
        await Expect(one).ToHaveCountAsync(0);
        var next = await rows.First.GetAttributeAsync("data-call");
        await rows.First.GetByText("再叫一遍").ClickAsync();
        await Expect(desk.Page.Locator($"li[data-call='{next}']")).ToHaveCountAsync(0);
    }
}
