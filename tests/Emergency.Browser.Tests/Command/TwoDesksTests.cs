using System.Diagnostics;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class TwoDesksTests(Demo demo, ITestOutputHelper output)
{
    [Fact]
    public async Task A_case_of_119_stands_on_both_boards_and_both_maps()
    {
        await using var commander = await demo.Desk("commander", Device.Desk);
        await using var duty = await demo.Desk("duty", Device.Laptop, "dark");
        var before = Stopwatch.GetTimestamp();
        var fire = await demo.Fire("双台火情", 113.90, 32.25);
        foreach (var desk in new[] { commander, duty })
        {
            await Expect(desk.Card(fire)).ToContainTextAsync("双台火情");
            await Expect(desk.OnMap(fire)).ToBeVisibleAsync();
        }
        output.WriteLine($"on both boards and maps after {Stopwatch.GetElapsedTime(before).TotalMilliseconds:F0} ms");
    }

    [Fact]
    public async Task Whoever_checks_doors_moves_the_figures_of_both_desks_and_they_add_up()
    {
        var fire = await demo.RunningFire("逐户跟数");
        await using var commander = await demo.Desk("commander", Device.Desk);
        await using var duty = await demo.Desk("duty", Device.Laptop);
        foreach (var desk in new[] { commander, duty })
        {
            await desk.Select(fire, "逐户跟数");
            await Expect(desk.Figure("atRisk", "moved")).ToHaveTextAsync("0");
        }
        using var secretary = await demo.SignIn("secretary");
        var persons = await secretary.Persons(fire);
        await secretary.Check(fire, persons[0], new { state = "safe" });
        await secretary.Check(fire, persons[1], new { state = "needs-help" });
        var before = Stopwatch.GetTimestamp();
        await secretary.Check(fire, persons[2], new { state = "unreachable" });
        foreach (var desk in new[] { commander, duty })
        {
            await Expect(desk.Figure("atRisk", "lost")).ToHaveTextAsync("1");
            await Expect(desk.Figure("atRisk", "moved")).ToHaveTextAsync("1");
            await Expect(desk.Card(fire)).ToContainTextAsync("1 需救助");
            (await desk.AddsUp()).ShouldBeTrue();
        }
        output.WriteLine($"the figures of both desks followed after {Stopwatch.GetElapsedTime(before).TotalMilliseconds:F0} ms");
    }

    [Fact]
    public async Task Who_has_a_task_and_moves_is_seen_to_move_by_role_and_without_a_name()
    {
        var fire = await demo.RunningFire("队伍在动");
        await using var desk = await demo.Desk("commander", Device.Desk);
        using var unit = await demo.SignIn("unit");
        var task = (await unit.Get("/api/me/tasks"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("task").GetProperty("task"))
            .First(one => one.GetProperty("incident").GetString() == fire)
            .GetProperty("id")
            .GetString();
        var taken = (await unit.Post($"/api/incidents/{fire}/tasks/{task}/take", new { })).Is(200).Position;
        (await unit.Get($"/api/me/tasks?after={taken}")).Is(200);
        try
        {
            (
                await unit.Put(
                    "/api/me/position",
                    new
                    {
                        lon = 114.0670,
                        lat = 32.1190,
                        accuracy = 8,
                    }
                )
            ).Is(200);
            await Expect(desk.Page.Locator(".teams li").Filter(new() { HasText = "114.06700 32.11900" })).ToContainTextAsync("单元长");
            (
                await unit.Put(
                    "/api/me/position",
                    new
                    {
                        lon = 114.0675,
                        lat = 32.1192,
                        accuracy = 8,
                    }
                )
            ).Is(200);
            await Expect(desk.Page.Locator(".teams li").Filter(new() { HasText = "114.06750 32.11920" })).ToHaveCountAsync(1);
            await Expect(desk.Page.Locator(".teams li").Filter(new() { HasText = "114.06700 32.11900" })).ToHaveCountAsync(0);
        }
        finally
        {
            (await unit.Post($"/api/incidents/{fire}/tasks/{task}/finish", new { })).Is(200);
        }
    }

    [Fact]
    public async Task News_moves_neither_the_map_nor_the_list_under_the_pointer()
    {
        var fire = await demo.Fire("别动我", 113.86, 32.22);
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Card(fire).HoverAsync();
        var place = await desk.Place(desk.OnMap(fire).First);
        var places = await Places();
        var order = await desk.Page.EvalOnSelectorAllAsync<string[]>(
            ".board .card",
            "(cards) => cards.map((card) => card.dataset.incident)"
        );
        var later = await demo.Fire("新的一起", 114.03, 31.86);
        await Expect(desk.Page.Locator(".fresh")).ToBeVisibleAsync();
        await Expect(desk.Card(later)).ToBeVisibleAsync();
        places.Except(await Places(), StringComparer.Ordinal).ShouldBeEmpty("the map moved");
        var now = await desk.OnMap(fire).First.BoundingBoxAsync();
        (now!.X, now.Y).ShouldBe((place.X, place.Y));
        // Among many cards its card stands at the end of its street.
        (await desk.Page.EvalOnSelectorAllAsync<string[]>(".board .card", "(cards) => cards.map((card) => card.dataset.incident)"))
            .Where(one => one != later)
            .ShouldBe(order);
        // A false alarm is not marked as new any more.
        using var duty = await demo.SignIn("duty");
        (await duty.Post($"/api/incidents/{later}/withdraw", new { reason = "误报" })).Is(200);
        await Expect(desk.Page.Locator(".fresh")).ToHaveCountAsync(0);

        Task<string[]> Places() =>
            desk.Page.EvalOnSelectorAllAsync<string[]>(
                ".overlay circle",
                "(all) => all.map((one) => `${one.getAttribute('cx')} ${one.getAttribute('cy')}`)"
            );
    }
}
