using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>Stories by which an officer would judge the phone, with their taps and seconds.</summary>
[Collection(nameof(FieldCollection))]
public sealed class StoryTests(Demo demo, ITestOutputHelper output)
{
    [Fact]
    [TenMinutes(4)]
    [MainAct("paper")]
    [MainAct("#who")]
    public async Task Who_is_still_inside_is_three_taps_from_a_locked_phone_without_network()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.Offline(true);

        phone.Count();
        await phone.OpenAnew("/team");
        await phone.Tap(phone.Page.Locator(".building", new() { HasText = "6号楼" }));
        var rows = phone.Page.Locator("li.row");
        await Expect(rows.First).ToBeVisibleAsync();
        output.WriteLine($"story 1: {phone.Taps} taps, {phone.Seconds:0.0} s");
        phone.Taps.ShouldBeLessThanOrEqualTo(3);
        phone.Seconds.ShouldBeLessThan(10);

        // All people at risk of the building, from the top floor, with a button to dial, and the number of all residents.
        var inside = (await field.Doors()).Persons.Where(one => Field.Of(one.GetProperty("door"), "building") == "6号楼").ToList();
        await Expect(phone.Page.Locator("strong.count")).ToHaveTextAsync($"{inside.Count}");
        var floors = (await phone.Page.Locator("li.row .floor b").AllTextContentsAsync())
            .Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        floors.ShouldBe(floors.OrderDescending());
        await Expect(rows.Locator(".symbol")).ToHaveCountAsync(inside.Count);
        await Expect(rows.Locator("a.dial[href^='tel:139']")).ToHaveCountAsync(await rows.CountAsync());
        await Expect(phone.Page.GetByText("念给消防：")).ToBeVisibleAsync();
        await Expect(phone.Page.GetByText("存在手机里")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("11 户 27 人");

        // The same list on paper has the same people.
        await phone.Offline(false);
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go($"/paper?incident={field.Incident}");
        await Expect(desk.Page.Locator("h1")).ToBeVisibleAsync();
        var printed = await desk
            .Page.Locator("tbody:not(.unplaced) tr[data-person]")
            .EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.person)");
        printed
            .Order(StringComparer.Ordinal)
            .ShouldBe((await field.Doors()).Persons.Select(one => Field.Of(one, "personId")!).Order(StringComparer.Ordinal));
        await desk.Picture("paper");
    }

    [Fact]
    [TenMinutes(3)]
    [MainAct("#door")]
    [MainAct("#doors")]
    public async Task Ten_doors_without_network_take_at_most_25_taps_and_nothing_is_doubled_or_lost()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.Offline(true);

        phone.Count();
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap("a.door");
        for (var door = 0; door < 10; door++)
        {
            var before = await phone.Page.EvaluateAsync<string>("location.hash");
            switch (door)
            {
                case 2 or 5:
                    await phone.Tap("button.moved");
                    await phone.Tap("button.shelter");
                    break;
                case 7:
                    await phone.Tap("button.away");
                    await phone.TapText("邻居说的");
                    break;
                case 8:
                    await phone.TapText("加一人");
                    await phone.Tap("button.safe");
                    break;
                default:
                    await phone.Tap("button.safe");
                    break;
            }
            // The next door, and no sheet of this one any more.
            await phone.Page.WaitForFunctionAsync(
                "before => location.hash !== before && location.hash.split('/').length === before.split('/').length",
                before
            );
        }
        output.WriteLine($"story 3, ten doors: {phone.Taps} taps, {phone.Seconds:0.0} s");
        phone.Taps.ShouldBeLessThanOrEqualTo(25);
        phone.Seconds.ShouldBeLessThan(180);
        (await phone.Screen.Unreachable("号楼", 40)).ShouldBeEmpty();
        await phone.Screen.Picture("team-offline-door");

        // Loaded again from the phone alone: nothing is lost by closing the page.
        await phone.OpenAnew("/team#doors");
        await Expect(phone.Page.Locator(".count")).ToHaveTextAsync("4");
        await Expect(phone.Page.Locator(".bar")).ToContainTextAsync("没有网络，照常操作");
        var unsent = await phone.Page.EvaluateAsync<int>(
            "new Promise((done) => { const open = indexedDB.open('emergency-team'); open.onsuccess = () => { const asked = open.result.transaction('acts').objectStore('acts').count(); asked.onsuccess = () => done(asked.result) } })"
        );
        unsent.ShouldBeGreaterThanOrEqualTo(11);
        (await field.Doors()).Persons.ShouldAllBe(one => Field.Of(one, "state") == "unchecked");

        await phone.Offline(false);
        await phone.AllSent();
        var after = await field.Doors();
        after.Households.Count(one => one.GetProperty("settled").GetBoolean() && Field.Of(one, "state") != "unchecked").ShouldBe(10);
        after.Persons.Count(one => one.GetProperty("visitor").GetBoolean()).ShouldBe(1);
        after.Households.Count(one => Field.Of(one, "state") == "moved").ShouldBe(2);
        after.Households.Count(one => Field.Of(one, "state") == "away").ShouldBe(1);
        (await field.Told(unsent, "doors.household-checked.v1", "doors.person-checked.v1", "doors.visitor-added.v1")).ShouldBe(unsent);
        await Expect(phone.Page.Locator(".count")).ToHaveTextAsync("4");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_child_alone_has_a_named_adult_after_four_taps()
    {
        var field = await Field.Fire(demo);
        var child = (await field.Doors()).Persons.First(one =>
            one.GetProperty("minor").GetBoolean() && Field.Of(one.GetProperty("door"), "grid") == "001001-G1"
        );
        await using var phone = new Phone(
            await (await demo.Open("grid", Device.Phone)).Go($"{field.Page}#door/{Field.Of(child, "householdId")}")
        );
        await Expect(phone.Page.Locator("dialog h2")).ToBeVisibleAsync();
        // A browser on a desk has no telephone: only the address is checked.
        await phone.Page.EvaluateAsync(
            "addEventListener('click', (event) => { if (event.target.closest('a[href^=\"tel:\"]')) event.preventDefault() })"
        );
        await phone.Tap("button:has-text('更多')");

        phone.Count();
        await phone.Tap("button.one:has-text('无人照料')");
        await phone.Tap("button:has-text('我陪着')");
        await Expect(phone.Page.Locator("dialog .ok")).ToBeVisibleAsync();
        await phone.Tap(phone.Page.Locator("dialog a.dial[href^='tel:139']").First);
        await phone.Tap(phone.Page.Locator("dialog a.dial", new() { HasText = "儿童主任" }));
        output.WriteLine($"story 7: {phone.Taps} taps, {phone.Seconds:0.0} s");
        phone.Taps.ShouldBeLessThanOrEqualTo(4);
        phone.Seconds.ShouldBeLessThan(120);
        await phone.Screen.Picture("team-child");

        var cases = await Case();
        Field.Of(cases, "community").ShouldBe(Field.Community);
        await Until.TrueAsync(async () => Field.Of(await Case(), "stage") == "adult-there", "an adult is named");
        // An account without a part in it sees nothing of the case.
        using var building = await demo.SignIn("building");
        (await building.Get("/api/care")).Status.ShouldBe(403);

        async Task<System.Text.Json.JsonElement> Case()
        {
            var mine = (await field.Secretary.Get("/api/care")).Is(200)["items"].EnumerateArray();
            return mine.Single(one =>
                Field.Of(one, "person") == Field.Of(child, "personId") && Field.Of(one, "incident") == field.Incident
            );
        }
    }
}
