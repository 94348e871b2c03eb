using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A night with very many incidents, in a demo of its own: the page stays small and each incident can be reached.</summary>
[Long("a demo of its own with very many incidents")]
public sealed class ManyTests
{
    private const int Many = 600;
    private const string Drawn = "() => document.querySelectorAll('.board .card').length";

    [Fact]
    public async Task Of_very_many_incidents_few_are_drawn_and_each_can_be_reached_by_wheel_keys_number_and_map()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using var duty = await demo.SignIn("duty");
        var opened = new string[Many];
        await Parallel.ForAsync(0, Many, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) => opened[n] = (
                    await duty.Post(
                        "/api/incidents",
                        new
                        {
                            category = "flood",
                            title = $"积水{n:000}",
                            priority = "normal",
                            location = new { lon = 113.85 + n % 30 * 0.012, lat = 31.98 + n / 30 * 0.012 },
                        }
                    )
                ).Is(201).String("id")!);

        await using var desk = await demo.Desk("commander", Device.Desk);
        await Expect(desk.Page.Locator("[data-kpi=incidents] b")).ToHaveTextAsync($"{Many}");
        await Expect(desk.Page.Locator(".board h2 b")).ToHaveTextAsync($"{Many}");
        await Expect(desk.Page.Locator(".board .card").First).ToBeVisibleAsync();
        (await desk.Page.EvaluateAsync<int>(Drawn)).ShouldBeInRange(1, 60);
        (await desk.Page.EvaluateAsync<int>("() => document.querySelectorAll('*').length")).ShouldBeLessThan(
            6_000,
            "the page does not grow with them"
        );
        await Expect(desk.Page.Locator(".board .card b").First).ToContainTextAsync("积水");
        await desk.Picture("command-many-light");

        // The wheel goes from the first to the last: each card was in the window once.
        await desk.Page.Locator(".board .list").HoverAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var turn = 0; turn < 600 && seen.Count < Many; turn++)
        {
            foreach (
                var one in await desk.Page.EvalOnSelectorAllAsync<string[]>(
                    ".board .card",
                    "(cards) => cards.map((card) => card.dataset.incident)"
                )
            )
                seen.Add(one);
            await desk.Page.Mouse.WheelAsync(0, 500);
            await desk.Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        }
        opened.Except(seen, StringComparer.Ordinal).ShouldBeEmpty("each was drawn when the list came to it");
        (await desk.Page.EvaluateAsync<int>(Drawn)).ShouldBeInRange(1, 60);

        // The keys go to the last, the first, the next; the focused card keeps the focus while the list is turned. The wheel is at the end,
        // so the first card drawn is not the last of all.
        var drawn = await desk.Page.Locator(".board .card").First.GetAttributeAsync("data-incident");
        await desk.Card(drawn!).FocusAsync();
        var last = await Focused("End", drawn);
        var first = await Focused("Home", last);
        var second = await Focused("ArrowDown", first);
        new[] { last, first, second }.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        await desk.Page.Mouse.WheelAsync(0, 20_000);
        await Expect(desk.Card(second)).ToBeFocusedAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Card(second)).ToHaveAttributeAsync("aria-current", "true");
        await desk.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(desk.Card(first)).ToBeFocusedAsync();

        // An incident is found by its number anywhere in the list: the list comes to it.
        var wanted = opened[Many / 2];
        var number = (await duty.Get($"/api/incidents/{wanted}")).Is(200)["incident"].GetProperty("number").GetString()!;
        await desk.Page.Keyboard.PressAsync("/");
        await desk.Page.Locator("#map-search").FillAsync(number);
        await desk.Page.Locator(".search li button").First.ClickAsync();
        await Expect(desk.Card(wanted)).ToHaveAttributeAsync("aria-current", "true");
        await Expect(desk.Card(wanted)).ToBeInViewportAsync();

        // The keys of the desk go from one to the next.
        await desk.Page.Keyboard.PressAsync("j");
        await Expect(desk.Page.Locator(".board [aria-current=true]")).Not.ToHaveAttributeAsync("data-incident", wanted);
        await Expect(desk.Page.Locator(".board [aria-current=true]")).ToBeInViewportAsync();
        (await desk.Unreachable("浉河区", 200)).ShouldBeEmpty();

        // Returns the card with the focus once a key has moved it: far cards are drawn first.
        async Task<string> Focused(string key, string? from)
        {
            await desk.Page.Keyboard.PressAsync(key);
            var moved = await desk.Page.WaitForFunctionAsync(
                "from => { const at = document.activeElement.dataset.incident; return at && at !== from ? at : null }",
                from
            );
            return (await moved.JsonValueAsync<string>())!;
        }
    }
}
